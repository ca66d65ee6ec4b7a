/** Where pictures and their names end up in a grid. */

import { describe, expect, it } from 'vitest';
import { imageGrid } from './grid.js';
import { type Image, stackImages, unstackImages } from './index.js';

const plain = (width: number, height: number, ...pixel: number[]): Image => ({
  width,
  height,
  channels: pixel.length,
  data: Float32Array.from({ length: width * height * pixel.length }, (_, i) => pixel[i % pixel.length]!),
});
const at = ({ width, channels, data }: Image, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
];

describe('imageGrid', () => {
  it('puts pictures in rows and columns with a margin all round', () => {
    const grid = imageGrid([[plain(2, 3, 0.25), plain(2, 3, 0.5)], [plain(2, 3, 0.75)]], {
      margin: 1,
      background: 0,
    });
    expect([grid.width, grid.height, grid.channels]).toEqual([7, 9, 1]);
    expect([at(grid, 1, 1), at(grid, 4, 1), at(grid, 1, 5), at(grid, 4, 5), at(grid, 3, 1)].flat()).toEqual([
      0.25, 0.5, 0.75, 0, 0,
    ]);
    const total = grid.data.reduce((sum, sample) => sum + sample, 0);
    expect(total).toBe(6 * (0.25 + 0.5 + 0.75));
  });

  it('is in colour if one picture is, and centres smaller pictures', () => {
    const grid = imageGrid([[plain(3, 3, 1, 0, 0), plain(1, 1, 0.5)]], { margin: 0, background: 0 });
    expect(grid.channels).toBe(3);
    expect(at(grid, 0, 0)).toEqual([1, 0, 0]);
    expect(at(grid, 4, 1)).toEqual([0.5, 0.5, 0.5]);
    expect(at(grid, 3, 1)).toEqual([0, 0, 0]);
  });

  it('enlarges pixels to squares', () => {
    const picture = { ...plain(2, 1, 0), data: Float32Array.of(0.25, 0.75) };
    const grid = imageGrid([[picture]], { margin: 0, scale: 2 });
    expect([grid.width, grid.height]).toEqual([4, 2]);
    expect([...grid.data]).toEqual([0.25, 0.25, 0.75, 0.75, 0.25, 0.25, 0.75, 0.75]);
  });

  it('makes room for names, writes them there and nowhere else', () => {
    const rows = [[plain(40, 40, 1)], [plain(40, 40, 1)]];
    const bare = imageGrid(rows);
    const named = imageGrid(rows, { rowLabels: ['original <&>', 'copy'], columnLabels: ['A'] });
    expect(named.width).toBeGreaterThan(bare.width + 40);
    const dark = (x: number, y: number, width: number, height: number) => {
      let count = 0;
      for (let row = y; row < y + height; row++) {
        for (let column = x; column < x + width; column++) if (at(named, column, row)[0]! < 0.5) count++;
      }
      return count;
    };
    const left = named.width - bare.width;
    const top = named.height - bare.height;
    expect(dark(0, top, left, 42)).toBeGreaterThan(50);
    expect(dark(left, 0, 44, top)).toBeGreaterThan(5);
    expect(dark(left, top, bare.width, bare.height)).toBe(0);
  });

  it('needs a picture', () => {
    expect(() => imageGrid([[]])).toThrow('no images');
  });
});

describe('batches of images', () => {
  it('are taken apart into what they were made of', () => {
    const images = [plain(2, 3, 0.25, 0.5, 1), plain(2, 3, 1, 0, 0.5)];
    const batch = stackImages(images);
    expect(batch.shape).toEqual([2, 3, 2, 3]);
    expect(unstackImages(batch)).toEqual(images);
    expect(unstackImages({ ...batch, shape: [6, 2, 3] })).toHaveLength(1);
  });

  it('have one size', () => {
    expect(() => stackImages([plain(2, 3, 1), plain(3, 2, 1)])).toThrow('image 1 is 3x2 with 1 channel');
    expect(() => stackImages([])).toThrow('no images');
    expect(() => unstackImages({ shape: [4], dtype: 'float32', data: new Float32Array(4) })).toThrow('[4]');
  });
});
