/** Axes as callers name them: negative ones count from the end. */

export function axisFromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** One axis or several; all of them when none is named. */
export function axesFromFront(axes: unknown, rank: number): number[] {
  if (axes === null || axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  return [axes as number | number[]].flat().map((axis) => axisFromFront(axis, rank));
}

/** `values` with the one at `axis` replaced. */
export function withAxis(values: readonly number[], axis: number, value: number): number[] {
  return values.map((old, i) => (i === axis ? value : old));
}
