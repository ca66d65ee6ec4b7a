/** `diopter mmd` on files of codes. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-mmd-'));
  const rows = (seed: number, shift: number) => {
    const { data } = normalValues(randomKey(seed), [50, 2]);
    return Array.from({ length: 50 }, (_, i) => `${data[2 * i]! + shift},${data[2 * i + 1]}`).join('\n');
  };
  await writeFile(join(folder, 'normal.csv'), rows(1, 0));
  await writeFile(join(folder, 'shifted.csv'), rows(2, 2));
  await writeFile(join(folder, 'header.csv'), 'x,y\n1,2\n');
});
afterAll(() => rm(folder, { recursive: true }));

const mmd = (...args: string[]) =>
  diopter(['mmd', ...args, '--lengthscale', '1', '--draws', '99'], { cwd: folder });

describe('diopter mmd', () => {
  it('tells codes of the prior from others, as JSON and nothing else', async () => {
    const [same, shifted] = await Promise.all([
      mmd('normal.csv', '--prior', 'gaussian', '--json'),
      mmd('shifted.csv', '--prior', 'gaussian', '--json'),
    ]);
    expect([same.code, shifted.code, same.stderr]).toEqual([0, 0, '']);
    const [near, far] = [JSON.parse(same.stdout), JSON.parse(shifted.stdout)];
    expect(near).toMatchObject({
      samples: 'normal.csv',
      prior: 'gaussian',
      count: 50,
      dimensions: 2,
      kernel: 'se',
    });
    expect(near.pValue).toBeGreaterThan(0.05);
    expect(far.pValue).toBe(0.01);
    expect(far.unbiased).toBeGreaterThan(0.1);
    expect(far.biased).toBeGreaterThan(far.unbiased);
    expect(Number.isFinite(far.linear)).toBe(true);
  });

  it('takes a second file as the other sample, either way, and prints lines for people', async () => {
    const ended = await Promise.all([
      mmd('normal.csv', 'shifted.csv', '--kernel', 'imq'),
      mmd('normal.csv', '--prior', 'shifted.csv', '--kernel', 'imq'),
    ]);
    for (const { code, stdout } of ended) {
      expect(code).toBe(0);
      expect(stdout).toMatch(/^squared MMD, unbiased +0\.\d+\n/);
      expect(stdout).toContain('0.0100');
    }
    expect(ended[0]!.stdout).toBe(ended[1]!.stdout);
  });

  it.each([
    [['normal.csv'], 2, /give either --prior or a second file/],
    [['normal.csv', 'shifted.csv', '--prior', 'gaussian'], 2, /give either --prior or a second file/],
    [['header.csv', '--prior', 'gaussian'], 1, /line 1: "x" is no number/],
    [['none.csv', '--prior', 'gaussian'], 1, /cannot be read/],
    [['normal.csv', '--prior', 'cauchy'], 1, /cannot be read.*cauchy/],
    [['normal.csv', '--prior', 'gaussian', '--kernel', 'rbf'], 2, /--kernel.*se, imq/],
  ] as const)('%j ends with %i', async (args, expected, message) => {
    const { code, stdout, stderr } = await mmd(...args);
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      code: expected,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toMatch(message);
  });
});
