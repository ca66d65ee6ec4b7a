/** Values of a file as nodes of our graph, and where the file's axes went. */

import { channelsFirst, isIdentity } from '../layout.js';
import type { Shape } from '../shape.js';

/** A value of the file: axis `i` of it is axis `axes[i]` of the node's value. Transposing it only changes `axes`. */
export interface View {
  readonly node: string;
  /** The node's shape, in our axis order. */
  readonly shape: Shape;
  readonly axes: readonly number[];
}

/** The shape in the file's axis order. */
export function fileShape({ shape, axes }: View): Shape {
  return axes.map((axis) => shape[axis]!);
}

/** The axes of values that lie here as they lie in the file. */
export function inFileOrder(rank: number): readonly number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** The axes of values whose second axis in the file, the channels, is last here. */
export function channelsMoved(rank: number): readonly number[] {
  return rank < 3 ? inFileOrder(rank) : [0, rank - 1, ...inFileOrder(rank - 2).map((axis) => axis + 1)];
}

/** How values of a rank lie by default: images NHWC, others as in the file. */
export function usualAxes(rank: number): readonly number[] {
  return rank === 4 ? channelsFirst : inFileOrder(rank);
}

/** Whether a value lies here as in the file. */
export function liesAsInFile({ axes }: View): boolean {
  return isIdentity(axes);
}

/** Whether two orders of axes are the same. */
export function sameAxes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}
