/** Codes from files, and how they compare: known answers, and everything that is no code. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CodeMatrix, codeKernels, compareCodes, readCodes } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-latent-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = async (name: string, contents: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
};

/** An array as NumPy saves it. */
function npy(type: string, shape: string, data: Uint8Array, { fortran = false } = {}): Uint8Array {
  const header =
    `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }`.padEnd(117);
  const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0);
  return Uint8Array.from([...start, ...Buffer.from(`${header}\n`, 'latin1'), ...data]);
}
const bytesOf = ({ buffer }: Float32Array | Float64Array) => new Uint8Array(buffer);

describe('readCodes', () => {
  it.each([
    ['commas', '1,2\n3,4.5\n'],
    ['spaces, an empty line and no end', '1 2\n\n 3   4.5'],
    ['semicolons and carriage returns', '1; 2\r\n3; 4.5\r\n'],
  ])('reads text with %s', async (_, text) => {
    const { shape, data } = await readCodes(await file('codes.csv', text));
    expect([shape, [...data]]).toEqual([
      [2, 2],
      [1, 2, 3, 4.5],
    ]);
  });

  it.each([
    ['float32', npy('<f4', '2, 2', bytesOf(Float32Array.of(1, 2, 3, 4)))],
    ['float64', npy('<f8', '2, 2', bytesOf(Float64Array.of(1, 2, 3, 4)))],
    ['columns first', npy('<f8', '2, 2', bytesOf(Float64Array.of(1, 3, 2, 4)), { fortran: true })],
  ])('reads NumPy’s %s', async (_, bytes) => {
    const { shape, data } = await readCodes(await file('codes.npy', bytes));
    expect([shape, [...data]]).toEqual([
      [2, 2],
      [1, 2, 3, 4],
    ]);
  });

  it('reads a vector as one column', async () => {
    const { shape } = await readCodes(
      await file('codes.npy', npy('<f4', '3,', bytesOf(Float32Array.of(1, 2, 3)))),
    );
    expect(shape).toEqual([3, 1]);
  });

  it.each([
    ['a header', 'x,y\n1,2\n', 'line 1: "x" is no number'],
    ['rows of different lengths', '1,2\n3\n', 'line 2 has 1 numbers, the first one 2'],
    ['a gap', '1,,2\n', 'line 1: "" is no number'],
    ['nothing', '\n\n', 'there are no codes'],
    ['infinity', '1,Infinity\n', 'row 1, column 2 is not finite'],
  ])('refuses %s', async (_, text, message) => {
    await expect(readCodes(await file('codes.csv', text))).rejects.toThrow(message);
  });

  it('refuses arrays that are cut short, of other types or other shapes, and files that are not there', async () => {
    const of = (...parts: Parameters<typeof npy>) => file('codes.npy', npy(...parts));
    await expect(of('<f4', '2, 2', bytesOf(Float32Array.of(1, 2))).then(readCodes)).rejects.toThrow(
      'cut short',
    );
    await expect(of('<c8', '2, 2', new Uint8Array(32)).then(readCodes)).rejects.toThrow('of type <c8');
    await expect(of('<f4', '1, 2, 2', new Uint8Array(16)).then(readCodes)).rejects.toThrow('(1, 2, 2)');
    await expect(readCodes(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-not-found' });
  });
});

const drawn = (seed: number, count: number, shift = 0): CodeMatrix => ({
  shape: [count, 2],
  dtype: 'float32',
  data: normalValues(randomKey(seed), [count, 2]).data.map((value) => value + shift),
});
const options = { lengthscale: 1, draws: 99 };

describe('compareCodes', () => {
  it('gives the values of the definition for two codes each', async () => {
    const rows = (...data: number[]): CodeMatrix => ({
      shape: [2, 1],
      dtype: 'float32',
      data: Float32Array.from(data),
    });
    const k = (r: number) => Math.exp((-r * r) / 2);
    const found = await compareCodes(rows(0, 1), { codes: rows(2, 4) }, options);
    const between = (k(2) + k(4) + k(1) + k(3)) / 4;
    expect(found.biased).toBeCloseTo((1 + k(1)) / 2 + (1 + k(2)) / 2 - 2 * between, 6);
    expect(found.unbiased).toBeCloseTo(k(1) + k(2) - 2 * between, 6);
    expect(found.linear).toBeCloseTo(k(1) + k(2) - k(4) - k(1), 6);
  });

  it.each(Object.keys(codeKernels) as (keyof typeof codeKernels)[])(
    'tells codes of a prior from shifted ones, with the kernel %s',
    async (kernel) => {
      for (const shift of [0, 1]) {
        const results = [
          await compareCodes(drawn(1, 80, shift), { prior: 'gaussian' }, { ...options, kernel }),
          await compareCodes(drawn(1, 80, shift), { codes: drawn(2, 60) }, { ...options, kernel }),
        ];
        for (const { pValue, biased, unbiased, slicedWasserstein } of results) {
          expect(pValue < 0.02).toBe(shift === 1);
          expect(biased).toBeGreaterThan(unbiased);
          expect(slicedWasserstein > 0.6).toBe(shift === 1);
        }
      }
    },
  );

  it('refuses priors that it does not know, codes that do not fit, and no lengthscale', async () => {
    await expect(compareCodes(drawn(1, 5), { prior: 'cauchy' }, options)).rejects.toThrow('gaussian, ring10');
    const three: CodeMatrix = { shape: [2, 3], dtype: 'float32', data: new Float32Array(6) };
    await expect(compareCodes(three, { prior: 'ring10' }, options)).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    await expect(compareCodes(three, { codes: drawn(1, 5) }, options)).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    const none = compareCodes(drawn(1, 5), { prior: 'gaussian' }, { lengthscale: 0 });
    await expect(none).rejects.toMatchObject({ code: 'invalid-option' });
  });
});
