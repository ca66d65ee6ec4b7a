/** Where Caffe's axes lie here: images are NCHW there and NHWC here, other blobs are the same. */

import type { Dimension, Shape } from '@diopter/core-tensor/graph';

const channelsLast = [0, 2, 3, 1];
const placeOf = [0, 3, 1, 2];

/** Sizes in Caffe's order as a shape of ours. */
export function fromCaffeOrder<T extends Dimension>(dimensions: readonly T[]): readonly T[] {
  return dimensions.length === 4 ? channelsLast.map((axis) => dimensions[axis]!) : dimensions;
}

/** A shape of ours as sizes in Caffe's order. */
export function toCaffeOrder(shape: Shape): Shape {
  return shape.length === 4 ? placeOf.map((axis) => shape[axis]!) : shape;
}

/** Our axis for one of Caffe's, which may count from the back. */
export function axisHere(axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  return rank === 4 ? (placeOf[front] ?? front) : front;
}
