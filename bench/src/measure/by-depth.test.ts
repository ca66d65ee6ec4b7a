import { describe, expect, it } from 'vitest';
import { memoryByDepth } from './by-depth.js';

const readings = (memory: (depth: number) => number) =>
  [25, 50, 100, 200].map((depth) => ({ depth, peakMemoryMiB: memory(depth) }));

describe('memoryByDepth', () => {
  it('finds the slope of memory that grows in proportion, whatever is there before the first layer', () => {
    const { mebibytesPerLayer, largestDeviation } = memoryByDepth(readings((depth) => 200 + 1.5 * depth));
    expect(mebibytesPerLayer).toBeCloseTo(1.5, 9);
    expect(largestDeviation).toBeCloseTo(0, 9);
  });

  it('sees memory that grows with the square of the depth', () => {
    expect(memoryByDepth(readings((depth) => 200 + 0.02 * depth ** 2)).largestDeviation).toBeGreaterThan(0.2);
  });
});
