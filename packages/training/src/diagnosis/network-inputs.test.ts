/** Pictures become what a network takes, and what it cannot take is refused. */

import { dense, sequential } from '@diopter/core-tensor/graph';
import { describe, expect, it } from 'vitest';
import type { Image } from '../images/index.js';
import { fittingBatch } from './memory.js';
import { drawnShape, pictureInputs, pictureShape } from './network-inputs.js';

const picture = (width: number, height: number, channels: number, value: number): Image => ({
  width,
  height,
  channels,
  data: new Float32Array(width * height * channels).fill(value),
});
const wide = picture(8, 6, 3, 0.5);

describe('pictureShape', () => {
  it.each([
    ['what the network says', [null, 4, 5, 3], undefined, [4, 5, 3]],
    ['what is asked for', [null, null, null, 3], 7, [7, 7, 3]],
    ['that of the first picture', [null, null, null, null], undefined, [6, 8, 3]],
    ['grey where the network wants that', [null, 4, 4, 1], undefined, [4, 4, 1]],
    ['the pixels of a vector', [null, 6 * 8], undefined, [6, 8, 1]],
    ['the colours of a vector', [null, 5 * 5 * 3], 5, [5, 5, 3]],
  ])('is %s', (_, shape, size, expected) => {
    expect(pictureShape(shape, wide, size)).toEqual(expected);
  });

  it.each([[[null, 4, 4, 2]], [[null, 7]], [[null, 4, 4]]])('refuses %j', (shape) => {
    expect(() => pictureShape(shape, wide)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
  });
});

describe('drawnShape', () => {
  it('is what the network says or what is asked for', () => {
    expect(drawnShape([1, 4, 4, 2])).toEqual([4, 4, 2]);
    expect(drawnShape([null, null, null, 2], 8)).toEqual([8, 8, 2]);
    expect(drawnShape([null, 9], 8)).toEqual([9]);
    expect(() => drawnShape([null, null, 4, 2])).toThrow(/\[\?, \?, 4, 2\].*--size/);
  });
});

describe('pictureInputs', () => {
  it('covers the size, keeps the centre, and preprocesses', () => {
    const halves: Image = { ...wide, data: wide.data.map((_, i) => Number(Math.floor(i / 3) % 8 >= 4)) };
    const { shape, data } = pictureInputs([halves, wide], [3, 3, 3], {
      scale: 4,
      mean: [1, 2, 3],
      deviation: 2,
    });
    expect(shape).toEqual([2, 3, 3, 3]);
    // The middle row of the first: dark at the left, bright at the right, of a centre of 4 of 3 x 8 / 6 columns.
    expect(data[9]).toBeLessThan(-0.3);
    expect(data[15]).toBeGreaterThan(1.3);
    expect(Array.from(data.subarray(27, 30))).toEqual([0.5, 0, -0.5]);
  });

  it('refuses a path between two pictures that are the same, and numbers of other channels', () => {
    expect(() => pictureInputs([wide, wide], [3, 3, 3], {})).toThrow(
      expect.objectContaining({ code: 'invalid-data' }),
    );
    const two = [wide, picture(8, 6, 3, 0.25)];
    expect(() => pictureInputs(two, [3, 3, 3], { mean: [1, 2] })).toThrow(/2 numbers for 3 channels/);
  });
});

describe('fittingBatch', () => {
  const network = sequential([null, 1000], { output: dense({ units: 1000 }) });
  const kept = { points: 256, examples: 32 };
  const mebibyte = 2 ** 20;

  it('is large for small networks, and two at least for large ones', () => {
    expect(fittingBatch(network, [1000], kept, 2 ** 34)).toBe(32);
    const huge = sequential([null, 1000], { output: dense({ units: 60_000_000 }) });
    expect(fittingBatch(huge, [1000], kept, 2 ** 34)).toBe(2);
  });

  it.each([
    [256, 10, /256 points, and 32 examples/],
    [16, 0.04, /two examples/],
  ])('refuses %d points in %d MiB', (points, memory, message) => {
    expect(() => fittingBatch(network, [1000], { points, examples: 32 }, memory * mebibyte)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringMatching(message) }),
    );
  });
});
