import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangeOf } from './slice-range.js';

const bound = fc.option(fc.integer({ min: -12, max: 12 }));
const step = fc.integer({ min: -4, max: 4 }).filter((step) => step !== 0);

/** Python's rule, by walking: which of the positions from start on, step by step, lie before the end. */
function walked(start: number | null, end: number | null, step: number, size: number): number[] {
  const counted = (i: number) => (i < 0 ? i + size : i);
  const positions = Array.from({ length: size }, (_, i) => (step > 0 ? i : size - 1 - i));
  const isBefore = (i: number, limit: number) => (step > 0 ? i < limit : i > limit);
  const from = positions.filter(
    (i) => start === null || i === counted(start) || !isBefore(i, counted(start)),
  );
  const until = from.filter((i) => end === null || isBefore(i, counted(end)));
  return until.filter((_, k) => k % Math.abs(step) === 0);
}

it('takes the positions that Python takes', () => {
  fc.assert(
    fc.property(bound, bound, step, fc.integer({ min: 1, max: 9 }), (start, end, step, size) => {
      const { first, count } = rangeOf({ start, end, step }, size);
      const positions = Array.from({ length: count }, (_, k) => first + k * step);
      expect(positions).toEqual(walked(start, end, step, size));
    }),
  );
});
