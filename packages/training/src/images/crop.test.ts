/** Crops and mirror images rearrange samples and change none. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crop, cropAt, flipHorizontally, flipVertically } from './crop.js';

/** An image whose samples tell where they are. */
function numbered(width: number, height: number, channels: number) {
  return {
    width,
    height,
    channels,
    data: Uint16Array.from({ length: width * height * channels }, (_, i) => i),
  };
}

const side = fc.integer({ min: 1, max: 8 });
const anyImage = fc.tuple(side, side, fc.constantFrom(1, 3)).map((size) => numbered(...size));

describe('crop', () => {
  it('takes the pixels of the rectangle', () => {
    const part = crop(numbered(4, 3, 1), { left: 1, top: 1, width: 2, height: 2 });
    expect(part).toEqual({ width: 2, height: 2, channels: 1, data: Uint16Array.of(5, 6, 9, 10) });
  });

  it('of everything is the image', () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        expect(crop(image, { left: 0, top: 0, width: image.width, height: image.height })).toEqual(image);
      }),
    );
  });

  it('refuses what reaches beyond the image', () => {
    const image = numbered(4, 3, 1);
    for (const [left, top, width, height] of [
      [-1, 0, 2, 2],
      [0, -1, 2, 2],
      [3, 0, 2, 2],
      [0, 2, 2, 2],
    ] as const) {
      expect(() => crop(image, { left, top, width, height })).toThrow('beyond the image');
    }
    expect(() => cropAt(image, { width: 5, height: 1 }, 0.2)).toThrow('beyond the image');
  });
});

describe('cropAt', () => {
  it('goes from one corner to the other, and every place is as wide as the others', () => {
    const image = numbered(5, 1, 1);
    const lefts = Array.from(
      { length: 40 },
      (_, i) => cropAt(image, { width: 2, height: 1 }, i / 40, 0).data[0]!,
    );
    expect([0, 1, 2, 3].map((left) => lefts.filter((value) => value === left).length)).toEqual([
      10, 10, 10, 10,
    ]);
    expect(cropAt(image, { width: 2, height: 1 }, 1, 1).data[0]).toBe(3);
  });
});

describe('mirror images', () => {
  it('twice are the image', () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        for (const flip of [flipHorizontally, flipVertically]) expect(flip(flip(image))).toEqual(image);
      }),
    );
  });

  it('exchange the sides they say and keep channels together', () => {
    const image = numbered(2, 2, 3);
    expect([...flipHorizontally(image).data]).toEqual([3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8]);
    expect([...flipVertically(image).data]).toEqual([6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5]);
  });
});
