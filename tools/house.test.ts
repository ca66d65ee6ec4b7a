/** The rules of the house: who may import whom, and how a file begins. */

import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run.mjs';
import { filesUnder, workspacePackages } from './workspace.mjs';

/** Which packages each package may use. */
const below: Readonly<Record<string, readonly string[]>> = {
  'core-tensor': [],
  losses: ['core-tensor'],
  models: ['core-tensor'],
  net2net: ['core-tensor'],
  training: ['core-tensor', 'losses', 'models', 'net2net'],
  cli: ['core-tensor', 'losses', 'models', 'net2net', 'training'],
};

/** Each folder of core-tensor may use those before it. */
const folderOrder =
  'errors tree random onnx linear-algebra engine ops jit reference graph optim checkpoint'.split(' ');

const sources = workspacePackages()
  .filter(({ folder }) => folder.startsWith('packages/'))
  .flatMap(({ folder }) => filesUnder(`${folder}/src`))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const shipped = sources.filter(({ file }) => !/\.test\.ts$|\/testing\/|\/generated\//.test(file));
const imports = shipped.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => ({
    file,
    target: match[1] ?? '',
  })),
);

const packageOf = (path: string) => /^(?:packages|@diopter)\/([^/]+)/.exec(path)?.[1] ?? '';
const folderOf = (path: string) => /^packages\/core-tensor\/src\/([^/]+)/.exec(path)?.[1] ?? '';
const shown = ({ file, target }: { file: string; target: string }) => `${file} imports ${target}`;

describe('imports', () => {
  it('reach another package by its name only, and only one further down', () => {
    const wrong = imports.filter(({ file, target }) =>
      target.startsWith('@diopter/')
        ? !below[packageOf(file)]?.includes(packageOf(target))
        : target.startsWith('.') && packageOf(normalize(join(dirname(file), target))) !== packageOf(file),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('inside core-tensor reach only folders further down', () => {
    const wrong = imports
      .filter(({ file, target }) => folderOf(file) !== '' && target.startsWith('.'))
      .filter(
        ({ file, target }) =>
          folderOrder.indexOf(folderOf(normalize(join(dirname(file), target)))) >
          folderOrder.indexOf(folderOf(file)),
      );
    expect(wrong.map(shown)).toEqual([]);
  });

  it("of Node's modules inside core-tensor are in files named for Node, so that browsers can load the rest", () => {
    const wrong = imports
      .filter(({ file, target }) => folderOf(file) !== '' && target.startsWith('node:'))
      .filter(({ file }) => !/(?:\.|\/)node\.ts$/.test(file));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('never need a default export of ours', () => {
    expect(shipped.filter(({ text }) => /^export default /m.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe('files', () => {
  it('open with a sentence that says what they are', () => {
    expect(shipped.filter(({ text }) => !text.startsWith('/**')).map(({ file }) => file)).toEqual([]);
  });

  it('of core-tensor are in a folder whose place in the order is known', () => {
    const folders = new Set(sources.map(({ file }) => folderOf(file)).filter((folder) => folder !== ''));
    expect([...folders].filter((folder) => !folderOrder.includes(folder))).toEqual([]);
  });
});
