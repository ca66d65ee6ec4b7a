/** `diopter probe svm` on a data set that is made for it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-probe-'));
  // CIFAR-10's format: a label, then planes of 32x32, here of one brightness, which is the class.
  const record = 1 + 3 * 1024;
  const bytes = new Uint8Array(30 * record);
  for (let i = 0; i < 30; i++) {
    bytes.fill(20 + 60 * (i % 3) + i, i * record, (i + 1) * record);
    bytes[i * record] = i % 3;
  }
  await writeFile(join(folder, 'data_batch_1.bin'), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

const probe = (...args: string[]) => diopter(['probe', 'svm', ...args], { cwd: folder });

describe('diopter probe svm', () => {
  it('prints the share of pictures it gets right, as JSON and nothing else', async () => {
    const { code, stdout } = await probe('raw', '--data', '.', '--folds', '3', '--json', '--quiet');
    expect(code).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ features: 'raw', width: 3072, pictures: 30, size: 32 });
    expect(found.accuracies).toHaveLength(3);
  });

  it('prints two lines for people, and each fold as it comes on standard error', async () => {
    const { code, stdout, stderr } = await probe('raw', '--data', '.', '--folds', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^raw: \d+\.\d\d ± \d+\.\d\d % right\n30 pictures of 32x32, 3072 features each, 2 folds/,
    );
    expect(stderr).toMatch(/fold 2: \d+\.\d\d %/);
  });

  it.each([
    [['nothing', '--data', '.'], 1, /nothing/],
    [['raw'], 2, /--data/],
    [['raw', '--data', '.', '--folds', '1'], 2, /--folds .* It is not a whole number from 2/],
  ] as const)('says in one line what is wrong with %s', async (args, code, message) => {
    const ended = await probe(...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(message);
  });
});
