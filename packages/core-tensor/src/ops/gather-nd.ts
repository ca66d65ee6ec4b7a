/** `gatherND`: picks elements or slices by coordinate tuples, with a gradient. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';

/**
 * Picks `x[indices[..., 0], ..., indices[..., k - 1]]`. Gradients of elements that are picked several times add up.
 *
 * @param x At least rank `k`.
 * @param indices int32, `[...outer, k]`, inside `x`.
 * @returns `[...outer, ...x.shape.slice(k)]`.
 * @throws DiopterError `shape-mismatch` when `k` exceeds the rank of `x`.
 */
export function gatherND(x: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const k = indices.shape.at(-1) ?? 0;
  if (indices.rank === 0 || k > x.rank) {
    throw new DiopterError('shape-mismatch', {
      where: 'gatherND',
      what: `indices [${indices.shape}] cannot address a tensor [${x.shape}]`,
    });
  }
  const outer = indices.shape.slice(0, -1);
  const addressed = x.shape.slice(0, k);
  const slices = x.shape.slice(k);
  const steps = addressed.map((_, axis) => addressed.slice(axis + 1).reduce((a, b) => a * b, 1));
  const flat = tf.sum(tf.mul(indices, tf.tensor1d(steps, 'int32')), -1);
  const picked = tf.gather(tf.reshape(x, [-1, ...slices]), tf.reshape(flat, [-1]));
  return tf.reshape(picked, [...outer, ...slices]);
}
