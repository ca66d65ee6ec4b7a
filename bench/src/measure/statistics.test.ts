import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, slope } from './statistics.js';

describe('median', () => {
  it('is the middle of an odd number of values, in any order', () => {
    expect(median([5, 1, 100])).toBe(5);
  });

  it('is halfway between the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('has as many values below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('slope', () => {
  it('is that of the line on which all points lie', () => {
    expect(slope([1, 2, 5].map((x) => ({ x, y: 7 - 3 * x })))).toBeCloseTo(-3, 12);
  });

  it('leaves residuals that are not correlated with x', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(fc.uniqueArray(point, { minLength: 2, selector: ({ x }) => x }), (points) => {
        const mean = points.reduce((sum, { x }) => sum + x, 0) / points.length;
        const residual = slope(points);
        const correlation = points.reduce((sum, { x, y }) => sum + (x - mean) * (y - residual * x), 0);
        expect(correlation).toBeCloseTo(0, 9);
      }),
    );
  });
});
