/** Ranges of values: what is known of a number before it is computed. */

/** All values lie from the first number to the second; either may be infinite. */
export type Range = readonly [lowest: number, highest: number];

export const anything: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const notNegative: Range = [0, Number.POSITIVE_INFINITY];

/** Whether all of a range lies in another. */
export function isWithin([lowest, highest]: Range, [from, to]: Range): boolean {
  return lowest >= from && highest <= to;
}

/** The smallest range that holds all of these. */
export function hull(...ranges: readonly Range[]): Range {
  return [Math.min(...ranges.map(([lowest]) => lowest)), Math.max(...ranges.map(([, highest]) => highest))];
}

/** A range after all values are limited to another. */
export function limited([lowest, highest]: Range, [from, to]: Range): Range {
  const limit = (value: number) => Math.min(Math.max(value, from), to);
  return [limit(lowest), limit(highest)];
}

/** Products of values of two ranges. */
export function product(a: Range, b: Range): Range {
  // No value is infinite, so nothing times an unlimited value is nothing.
  const corners = a.flatMap((x) => b.map((y) => (x === 0 || y === 0 ? 0 : x * y)));
  return [Math.min(...corners), Math.max(...corners)];
}

/** Where nothing but the sign is known of what comes out: not negative for values that are not, anything for others. */
export function signKept([lowest]: Range): Range {
  return lowest >= 0 ? notNegative : anything;
}

/** A range in words. */
export function formatRange([lowest, highest]: Range): string {
  if (highest === Number.POSITIVE_INFINITY) return `from ${lowest} on`;
  return lowest === Number.NEGATIVE_INFINITY ? `up to ${highest}` : `from ${lowest} to ${highest}`;
}
