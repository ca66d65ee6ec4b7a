import { describe, expect, it } from 'vitest';
import { spreadOf, spreadsOf } from './spread.js';

describe('spreadOf', () => {
  it('is the mean and the unbiased deviation, which one value has none of', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
    expect(spreadOf([5])).toEqual({ mean: 5, deviation: 0 });
    expect(spreadsOf(['a'], [{ a: 1 }, { a: 3 }])).toEqual({ a: { mean: 2, deviation: Math.SQRT2 } });
  });
});
