/** The cost of cluster heads that are close to each other. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { safeNorm } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';

/**
 * `Σ_{i<j} max(0, threshold - ||w_i - w_j||)` over the rows of `W_C`: linear in the distance of two heads, and zero beyond the
 * threshold (Makhzani et al., arXiv 1511.05644, section 7, as recalled). The sum over pairs and the threshold are
 * ours; an implementation uses 2 as well. Heads at the very same place have no direction to part in, so their gradient is 0.
 *
 * @param heads `[classes, codeLength]`.
 * @param threshold `η`, above zero, in the units of codes.
 * @returns a scalar, at least 0, at most `threshold` for each pair.
 * @throws DiopterError `shape-mismatch` for what is no matrix, `invalid-argument` for another threshold.
 *
 * @example
 * const penalty = clusterHeadPenalty(parameters.clusterHeads.kernel, { threshold: 2 });
 */
export function clusterHeadPenalty(heads: tf.Tensor, { threshold = 2 } = {}): tf.Scalar {
  if (heads.rank !== 2) {
    throw new DiopterError('shape-mismatch', {
      what: `[${heads.shape.join(', ')}] is not [classes, codeLength]`,
      where: 'clusterHeadPenalty, argument heads',
    });
  }
  if (!(threshold > 0 && Number.isFinite(threshold))) {
    throw new DiopterError('invalid-argument', {
      what: `the threshold ${threshold} is not above zero and finite`,
      where: 'clusterHeadPenalty, option threshold',
    });
  }
  return tf.tidy(() => {
    // Differences, not a product of matrices, which would lose the distances of heads that nearly meet.
    const distances = safeNorm(tf.sub(tf.expandDims(heads, 1), tf.expandDims(heads, 0)), 2);
    const ofAll = tf.sum(tf.relu(tf.sub(threshold, distances)));
    // Every head was compared with itself, and every pair twice.
    return tf.div<tf.Scalar>(tf.sub(ofAll, threshold * heads.shape[0]!), 2);
  });
}
