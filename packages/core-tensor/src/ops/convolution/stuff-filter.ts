/** Dilation by zeros: a dilated convolution is an ordinary one whose filter has zeros between its taps. */

import * as tf from '@tensorflow/tfjs';

type Dilations = readonly [number, number];

/** Height or width of a filter of `size` taps that lie `dilation` apart. */
export function dilatedSize(size: number, dilation: number): number {
  return (size - 1) * dilation + 1;
}

/** Filter shape `[height, width, ...rest]` after stuffing. */
export function stuffedShape(shape: readonly number[], [vertical, horizontal]: Dilations): number[] {
  const [height = 0, width = 0, ...rest] = shape;
  return [dilatedSize(height, vertical), dilatedSize(width, horizontal), ...rest];
}

/** Puts `dilation - 1` zeros between neighbouring taps along the first two axes of a rank-4 filter. */
export function stuffFilter(filter: tf.Tensor, [vertical, horizontal]: Dilations): tf.Tensor {
  return spread(spread(filter, 0, vertical), 1, horizontal);
}

/** The inverse of {@link stuffFilter}: keeps the taps, drops what lies between. */
export function tapsOf(stuffed: tf.Tensor, [vertical, horizontal]: Dilations): tf.Tensor {
  return tf.stridedSlice(stuffed, [0, 0, 0, 0], stuffed.shape, [vertical, horizontal, 1, 1]);
}

function spread(filter: tf.Tensor, axis: number, dilation: number): tf.Tensor {
  if (dilation === 1) return filter;
  const { shape } = filter;
  const size = shape[axis]!;
  const padding: [number, number][] = [...shape, 1].map((_, i) => [0, i === axis + 1 ? dilation - 1 : 0]);
  const apart = tf.pad(tf.expandDims(filter, axis + 1), padding);
  const joined = tf.reshape(apart, replaceAt(shape, axis, size * dilation));
  return tf.slice(joined, [0, 0, 0, 0], replaceAt(shape, axis, dilatedSize(size, dilation)));
}

function replaceAt(shape: readonly number[], axis: number, size: number): number[] {
  return shape.map((old, i) => (i === axis ? size : old));
}
