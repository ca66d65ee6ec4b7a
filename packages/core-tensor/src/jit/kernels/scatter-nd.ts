/** `ScatterNd`: updates added up at the coordinates they name. */

import * as tf from '@tensorflow/tfjs';
import type { CompositeKernel } from './kernel.js';

export const scatterNd: CompositeKernel = {
  name: 'ScatterNd',
  compose: ({ indices, updates }, { shape }) => {
    const target = shape as number[];
    const addressed = indices!.shape.at(-1)!;
    const rows = target.slice(0, addressed);
    const inner = target.slice(addressed);
    const size = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);
    const steps = rows.map((_, axis) => size(rows.slice(axis + 1)));
    const flat = tf.reshape(tf.sum(tf.mul(indices!, tf.tensor1d(steps, 'int32')), -1), [-1]);
    const slices = tf.reshape(updates!, [flat.shape[0]!, ...inner]);
    return tf.reshape(tf.unsortedSegmentSum(slices, flat as tf.Tensor1D, size(rows)), target);
  },
};
