/** Every runnable example on the site has correct types, runs, and prints what its page says. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allExamples, examplesOf } from './examples.js';

const folder = join(import.meta.dirname, '.examples');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const examples = allExamples().map((example, index) => {
  const file = join(folder, `${index}-${example.name.replace(/\W+/g, '-')}.ts`);
  writeFileSync(file, example.code);
  return { ...example, file };
});

afterEach(() => vi.restoreAllMocks());

describe('the examples of the pages', () => {
  it('are found, with the output that follows them', () => {
    const markdown =
      'Text.\n\n```ts runnable\nf();\n```\n\n```text output\n1\n```\n\n```ts runnable\ng();\n```\n';
    expect(examplesOf('page', markdown)).toEqual([
      { name: 'page, line 3', code: 'f();\n', output: '1\n' },
      { name: 'page, line 11', code: 'g();\n', output: undefined },
    ]);
  });

  it('have correct types', () => {
    const config = {
      extends: '../../../tsconfig.base.json',
      compilerOptions: { composite: false, noEmit: true, moduleDetection: 'force' },
      include: ['*.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = spawnSync('tsc', ['-p', folder], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(compiler.stdout).toBe('');
  });

  it.each(examples)('$name runs', async ({ file, output }) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(file);
    const printed = log.mock.calls.map((values) => `${format(...values)}\n`).join('');
    if (output !== undefined) expect(printed).toBe(output);
  });
});
