/** Resampling against Pillow's, and what every resampling must do. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Kernel, kernels } from './kernels.js';
import { resize, resizeShorterSide } from './resize.js';

interface Resized {
  readonly kernel: Kernel;
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}

const fixture: { width: number; height: number; data: number[]; resized: Resized[] } = JSON.parse(
  await readFile(new URL('./fixtures/resize.json', import.meta.url), 'utf8'),
);
const { width, height } = fixture;
const image = { width, height, channels: 1, data: Float32Array.from(fixture.data) };

const worst = (actual: Float32Array, expected: readonly number[]) =>
  Math.max(...expected.map((sample, i) => Math.abs(actual[i]! - sample)));

describe('resize', () => {
  it.each(fixture.resized)('$kernel to $width x $height is as in Pillow', ({ kernel, data, ...size }) => {
    const resized = resize(image, size, { kernel });
    expect(worst(resized.data, data)).toBeLessThan(5e-7);
  });

  it.each(Object.keys(kernels) as Kernel[])('%s keeps a plain colour and treats channels alike', (kernel) => {
    const plain = {
      width: 9,
      height: 6,
      channels: 3,
      data: new Float32Array(162).map((_, i) => [0.2, 0.5, 1][i % 3]!),
    };
    const { data } = resize(plain, { width: 13, height: 4 }, { kernel });
    expect(
      worst(
        data,
        Array.from(data, (_, i) => [0.2, 0.5, 1][i % 3]!),
      ),
    ).toBeLessThan(1e-6);
  });

  it('takes integers for what they mean', () => {
    const data = Uint16Array.from([0, 65535, 65535, 0]);
    const resized = resize(
      { width: 2, height: 2, channels: 1, data },
      { width: 1, height: 1 },
      { kernel: 'box' },
    );
    expect(resized.data).toEqual(Float32Array.of(0.5));
  });

  it('keeps the aspect ratio when asked for a shorter side', () => {
    expect(resizeShorterSide(image, 22)).toMatchObject({ width: 34, height: 22 });
  });

  it('refuses sizes that are no sizes', () => {
    for (const size of [0, -1, 2.5, Number.NaN]) {
      expect(() => resize(image, { width: size, height: 3 })).toThrow('resize, width');
    }
  });
});
