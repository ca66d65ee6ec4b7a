/** The step between the two halves of a variational autoencoder. */

import { type Key, normal } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';

/**
 * A code drawn from the encoder's distribution: `mean + exp(logVariance / 2) * noise`, with gradients to both (Kingma and Welling 2014,
 * arXiv 1312.6114, equation 10). Eagerly and inside `jit`.
 *
 * @param key Randomness of this call.
 *
 * @example
 * const { mean, logVariance } = apply(encoder, variables, images).outputs;
 * const code = sampleCode({ mean, logVariance }, key);
 */
export function sampleCode(
  { mean, logVariance }: { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor },
  key: Key,
): tf.Tensor {
  return tf.tidy(() => {
    const deviation = tf.exp(tf.div(logVariance, 2));
    return tf.add(mean, tf.mul(deviation, normal(key, mean.shape)));
  });
}
