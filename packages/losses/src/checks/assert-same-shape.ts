/** Two tensors must have one shape: a broadcast would go unnoticed. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';

/** @throws DiopterError `shape-mismatch` if the shapes differ. */
export function assertSameShape(x: tf.Tensor, target: tf.Tensor, where: string): void {
  if (tf.util.arraysEqual(x.shape, target.shape)) return;
  throw new DiopterError('shape-mismatch', {
    what: `the shapes [${x.shape.join(', ')}] and [${target.shape.join(', ')}] differ`,
    where,
  });
}
