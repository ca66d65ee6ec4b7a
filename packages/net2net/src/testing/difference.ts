/** For tests: how far trees of numbers are apart. */

import type { Values, ValueTree } from '../growth/index.js';

const largestOf = ({ data }: Values) => Math.max(...Array.from(data, Math.abs));

/**
 * The largest difference of two trees, each tensor relative to the largest number of the expected one; infinite if shapes differ. A tensor that
 * is almost zero beside the others is one of rounding errors: it is measured by the thousandth part of the largest.
 */
export function treeDifference(actual: ValueTree, expected: ValueTree): number {
  const names = Object.entries(expected).flatMap(([node, own]) =>
    Object.keys(own).map((name) => [node, name] as const),
  );
  const least = Math.max(...names.map(([node, name]) => largestOf(expected[node]![name]!))) / 1000;
  return Math.max(
    ...names.map(([node, name]) => {
      const [a, b] = [actual[node]![name]!, expected[node]![name]!];
      if (a.shape.join() !== b.shape.join()) return Number.POSITIVE_INFINITY;
      const scale = Math.max(largestOf(b), least) || 1;
      return Math.max(...Array.from(b.data, (value, i) => Math.abs(value - a.data[i]!))) / scale;
    }),
  );
}
