/** Matrices as drawings. */

import { describe, expect, it } from 'vitest';
import { renderSvg } from '../../images/index.js';
import { heatMap } from './heat-map.js';

const plain = { side: 90, legend: false } as const;

/** The colour of the drawing in the middle of each of `rows` x `columns` cells of a square of 90 units. */
function cells(svg: string, rows: number, columns: number): string[] {
  const { width, data } = renderSvg(svg);
  return Array.from({ length: rows * columns }, (_, i) => {
    const x = 48 + Math.floor((90 / columns) * ((i % columns) + 0.5));
    const y = 12 + Math.floor((90 / columns) * (Math.floor(i / columns) + 0.5));
    return Array.from(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), (sample) =>
      Math.round(255 * sample),
    ).join(' ');
  });
}

const [first, middle, last] = ['68 1 84', '33 145 140', '253 231 37'];

describe('heatMap', () => {
  it('is rendered with the colours of viridis, the first row at the top', () => {
    const drawn = cells(
      heatMap(
        [
          [0, 10, 5],
          [10, 0, 0],
        ],
        plain,
      ),
      2,
      3,
    );
    expect(drawn[0]).toBe(first);
    expect(drawn[1]).toBe(last);
    expect(drawn.slice(3)).toEqual([last, first, first]);
    for (const [i, channel] of drawn[2]!.split(' ').entries()) {
      expect(Math.abs(Number(channel) - Number(middle!.split(' ')[i]))).toBeLessThan(4);
    }
  });

  it('has sharp edges between cells', () => {
    const { width, data } = renderSvg(heatMap([[0, 1]], plain));
    const row = 12 + 10;
    const reds = Array.from({ length: 84 }, (_, i) => Math.round(255 * data[(row * width + 51 + i) * 3]!));
    expect(new Set(reds)).toEqual(new Set([68, 253]));
  });

  it('gives numbers outside of the domain the colour at the edge', () => {
    expect(cells(heatMap([[-5, 7]], { ...plain, domain: [0, 1] }), 1, 2)).toEqual([first, last]);
  });

  it('draws a matrix of one number, and the white middle of a scheme with signs', () => {
    expect(cells(heatMap([[3]], plain), 1, 1)).toEqual([first]);
    const [zero] = cells(heatMap([[0]], { ...plain, domain: [-1, 1], scheme: 'rdbu' }), 1, 1);
    for (const channel of zero!.split(' ')) expect(Number(channel)).toBeGreaterThan(230);
  });

  it('names its axes and its numbers, is the same every time, and small', () => {
    const matrix = Array.from({ length: 256 }, (_, i) =>
      Float64Array.from({ length: 256 }, (_, j) => Math.exp(-Math.abs(i - j) / 20)),
    );
    const options = { title: 'Covariance', x: 'column', y: 'row', label: 'size', theme: 'page' } as const;
    const svg = heatMap(matrix, options);
    for (const text of ['Covariance', 'column', 'row', 'size', '250']) expect(svg).toContain(`>${text}<`);
    expect(svg.length).toBeLessThan(100_000);
    expect(heatMap(matrix, options)).toBe(svg);
  });

  it.each([
    [[], 'invalid-data'],
    [[[]], 'invalid-data'],
    [[[1, Number.NaN]], 'invalid-data'],
    [[[1, 2], [3]], 'shape-mismatch'],
  ])('refuses %j', (matrix, code) => {
    expect(() => heatMap(matrix)).toThrow(expect.objectContaining({ code }));
  });
});
