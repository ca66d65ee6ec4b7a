/** The whole bench, for a few steps. Timings are looked at by people: no test depends on them. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { benches, benchNames } from './benches/index.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'diopter-bench-test-'));
afterAll(() => rm(folder, { recursive: true }));

const bench = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, [path('../dist/main.js'), ...args])).stdout;

it('every bench that is measured side by side has a twin', () => {
  const withoutTwin = benchNames
    .filter((name) => benches[name].kind === 'side by side')
    .filter((name) => !existsSync(path(`../pytorch/${name.replaceAll('-', '_')}.py`)));
  expect(withoutTwin).toEqual([]);
});

describe('two steps without PyTorch', () => {
  it('give a table, a profile and records', async () => {
    const json = join(folder, 'records.json');
    const text = await bench(
      'conv3x3-64-step',
      'soak',
      '--steps',
      '2',
      '--alone',
      '--profile',
      '--json',
      json,
    );
    expect(text).toMatch(/conv3x3-64-step, batch 16, 2 threads[^\n]*\n {2}diopter +[\d.]+ +[\d.]+/);
    expect(text).toMatch(/Conv +\d+\.\d %/);
    const figure = expect.any(Number);
    const record = {
      engine: 'diopter',
      threads: 2,
      medianMs: figure,
      minMs: figure,
      peakMemoryMiB: figure,
      compileMs: figure,
      shares: expect.objectContaining({ convolution: figure, matmul: figure, dataMovement: figure }),
    };
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual([
      { name: 'conv3x3-64-step', batch: 16, ...record },
      { name: 'soak', batch: 4, ...record, memoryMiBAtStep: { 2: figure }, growthKiBPerStep: null },
    ]);
  });

  it('of a bench that is none end with one line and exit code 2', async () => {
    await expect(bench('no-such-step')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^bench: there is no bench 'no-such-step'[^\n]*\n$/),
    });
  });
});
