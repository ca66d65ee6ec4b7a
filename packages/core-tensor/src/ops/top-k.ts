/** `topK`: the largest elements along the last axis, with a gradient for their values. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import { offTape } from './differentiable.js';

/**
 * The `k` largest elements along the last axis, largest first; of equal elements the one with the lower index comes first.
 * The gradient of a value goes to the element it was taken from.
 *
 * @param x `[..., n]`.
 * @returns `values` and int32 `indices`, both `[..., k]`.
 * @throws DiopterError `invalid-argument` unless `1 <= k <= n`.
 */
export function topK(x: tf.Tensor, k: number): { values: tf.Tensor; indices: tf.Tensor } {
  const n = x.shape.at(-1) ?? 0;
  if (!Number.isInteger(k) || k < 1 || k > n) {
    throw new DiopterError('invalid-argument', { where: 'topK, argument k', what: `${k} of ${n} elements` });
  }
  const indices = offTape(() => tf.topk(x, k).indices);
  const rows = x.size / n;
  const firstOfRow = tf.range(0, rows * n, n, 'int32').reshape([rows, 1]);
  const flat = tf.add(tf.reshape(indices, [rows, k]), firstOfRow);
  const values = tf.gather(tf.reshape(x, [-1]), tf.reshape(flat, [-1]));
  return { values: tf.reshape(values, indices.shape), indices };
}
