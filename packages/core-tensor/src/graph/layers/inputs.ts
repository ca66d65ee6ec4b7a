/** Checks of input shapes that several kinds of layers share. */

import { problem } from '../problem.js';
import { type Dimension, formatShape, frontAxis, type Shape } from '../shape.js';

/** The one input's shape as an image, with a known number of channels. */
export function imageOf([shape]: readonly Shape[]): readonly [Dimension, Dimension, Dimension, number] {
  if (shape?.length !== 4) {
    throw problem(
      'shape-mismatch',
      `the input ${formatShape(shape ?? [])} is not [batch, height, width, channels]`,
    );
  }
  const [batch = null, height = null, width = null] = shape;
  return [batch, height, width, channelsOf(shape)];
}

/** Size of the last axis, which layers with parameters need to know. */
export function channelsOf(shape: Shape): number {
  const channels = shape.at(-1);
  if (typeof channels === 'number') return channels;
  throw problem(
    'shape-mismatch',
    `the number of channels of ${formatShape(shape)} is not known`,
    "give the graph's input a last dimension",
  );
}

/** The shape of the one input. */
export function same([shape]: readonly Shape[]): Shape {
  return shape!;
}

/** Requires that `groups` divides the channels on both sides of a convolution. */
export function checkGroups(groups: number, channels: number, filters: number): void {
  if (channels % groups === 0 && filters % groups === 0) return;
  throw problem(
    'shape-mismatch',
    `${groups} groups do not divide both the ${channels} input channels and the ${filters} filters`,
  );
}

/** The axis counted from the front, checked against the input's rank. */
export function axisOf(axis: number, shape: Shape): number {
  const front = frontAxis(axis, shape.length);
  if (front >= 0 && front < shape.length) return front;
  throw problem('shape-mismatch', `the input ${formatShape(shape)} has no axis ${axis}`);
}
