/** Python's slices, which ONNX uses too. */

/** From `start` up to and without `end`, every `step`-th; negative numbers count from the end, `null` is to the end. */
export interface SliceRange {
  readonly start: number | null;
  readonly end: number | null;
  readonly step: number;
}

/** A range on an axis of known size: `count` positions from `first`, `step` apart. */
export interface Walk {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

/** The positions that a range means on an axis of `size` values. */
export function rangeOf({ start, end, step }: SliceRange, size: number): Walk {
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (i: number) => Math.min(Math.max(i < 0 ? i + size : i, low), high);
  const first = start === null ? (step > 0 ? low : high) : clamp(start);
  const last = end === null ? (step > 0 ? high : low) : clamp(end);
  return { first, count: Math.max(Math.ceil((last - first) / step), 0), step };
}
