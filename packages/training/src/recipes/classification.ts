/** What classifiers learn, and how often they are right. */

import * as tf from '@tensorflow/tfjs';

/**
 * The mean cross-entropy in nats, and the share of examples whose largest logit is that of their class.
 *
 * @param logits `[batch, classes]`.
 * @param labels `[batch]`, from 0.
 */
export function classification(
  logits: tf.Tensor,
  labels: tf.Tensor,
): { readonly loss: tf.Scalar; readonly accuracy: tf.Scalar } {
  const classOf = tf.cast(labels, 'int32');
  const wanted = tf.oneHot(classOf, logits.shape[1]!);
  const logProbabilities = tf.sum(tf.mul(tf.logSoftmax(logits), wanted), -1);
  const hits = tf.equal(tf.argMax(logits, -1), classOf);
  return {
    loss: tf.neg(tf.mean(logProbabilities)) as tf.Scalar,
    accuracy: tf.mean(tf.cast(hits, 'float32')) as tf.Scalar,
  };
}
