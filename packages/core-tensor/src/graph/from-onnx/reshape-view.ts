/** How a reshape of a file, which counts in the file's order, is said in ours. */

import { flatten } from '../layers/flatten.js';
import type { Layer } from '../layers/kinds.js';
import { reshape } from '../layers/reshape.js';
import { inverse, permuted } from '../layout.js';
import type { Dimension } from '../shape.js';
import { fileShape, inFileOrder, liesAsInFile, usualAxes, type View } from './view.js';

/** A layer, how its input must lie, and how its output lies. */
export interface ReshapePlan {
  readonly inputAxes: readonly number[];
  readonly layer: Layer;
  readonly axes: readonly number[];
}

/**
 * Plans the reshape of a value.
 *
 * @param target The new shape in the file's order: `null` keeps the size of the same axis, -1 takes what is left.
 * @param keepsFileOrder Whether new images should lie as in the file, because they are transposed next.
 * @returns `undefined` where an unknown size would have to move to another axis.
 */
export function planReshape(
  view: View,
  target: readonly Dimension[],
  keepsFileOrder: boolean,
): ReshapePlan | undefined {
  const [before, after] = [view.axes.length, target.length];
  const asInFile = before === 4 ? after !== 4 && liesAsInFile(view) : after === 4 && keepsFileOrder;
  const [inputAxes, axes] = asInFile
    ? [inFileOrder(before), inFileOrder(after)]
    : [usualAxes(before), usualAxes(after)];
  const known = fileShape(view);
  const aligned = asInFile || (before === 4) === (after === 4);
  const shape = settled(target, known, aligned);
  if (shape === undefined) return undefined;
  const order = asInFile || (before !== 4 && after !== 4) || isColumn(known) ? 'nhwc' : 'nchw';
  const isFlat = after === 2 && shape[0] === null && before > 1;
  const layer = isFlat ? flatten({ order }) : reshape({ shape: permuted(shape, inverse(axes)), order });
  return { inputAxes, layer, axes };
}

/** Whether an image, in the file's order, has one value or one pixel per channel: then both orders are the same. */
function isColumn(shape: readonly Dimension[]): boolean {
  const [, channels, height, width] = shape;
  return shape.length === 4 && (channels === 1 || (height === 1 && width === 1));
}

/** Replaces what is to be kept by numbers where they are known, and by -1 where the axis moves. */
function settled(
  target: readonly Dimension[],
  input: readonly Dimension[],
  aligned: boolean,
): readonly Dimension[] | undefined {
  const shape = target.map((size, axis) => {
    if (size !== null || axis === 0) return size;
    return input[axis] ?? (aligned ? null : -1);
  });
  return shape.filter((size) => size === -1).length > 1 ? undefined : shape;
}
