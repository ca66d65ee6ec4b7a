/** Groups: channels split into independent convolutions. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';

/** Convolves each group's share of the channels of `x` with its share of the filter's last axis, and joins the results. */
export function perGroup(
  groups: number,
  x: tf.Tensor,
  filter: tf.Tensor,
  convolveGroup: (x: tf.Tensor, filter: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const filters = tf.split(filter, groups, 3);
  return tf.concat(
    tf.split(x, groups, 3).map((x, i) => convolveGroup(x, filters[i]!)),
    3,
  );
}

/** Groups must be a positive integer that divides both channel counts. */
export function checkGroups(where: string, groups: number, ...channels: readonly number[]): void {
  if (Number.isInteger(groups) && groups >= 1 && channels.every((count) => count % groups === 0)) return;
  throw new DiopterError('invalid-argument', {
    where: `${where}, option groups`,
    what: `${groups} does not divide the channels ${channels.join(' and ')}`,
  });
}
