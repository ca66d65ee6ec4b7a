/** The squared maximum mean discrepancy of labelled codes, each class to its own component of a prior. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { groupEstimates, type PriorEstimator } from './groups.js';
import { kernelMatrix } from './kernels/index.js';
import type { PreparedPrior, Prior } from './priors/index.js';
import { checkedPrior, priorExpectation, type SquaredMmdToPriorOptions } from './squared-mmd-to-prior.js';

/** Options of {@link squaredMmdByLabel}. */
export interface SquaredMmdByLabelOptions extends Pick<SquaredMmdToPriorOptions, 'kernel'> {
  /** `'unbiased'` to train, `'biased'` where a number of at least 0 is needed. */
  readonly estimator?: PriorEstimator;
  /** The weight of each class in the sum; 1 by default. */
  readonly classWeights?: readonly number[];
  /** The weight of the codes without a label, all together against the whole prior; by default 0: they do not count. */
  readonly unlabelledWeight?: number;
}

/**
 * `Σ_c classWeights[c] · MMD²(codes of class c, component c of the prior) + unlabelledWeight · MMD²(codes without a label, the prior)`: what the
 * discriminator that sees labels does in adversarial autoencoders (arXiv 1511.05644, section 2.3), without one. All classes come
 * from one kernel matrix.
 *
 * A class that is absent from the batch counts 0, with gradients of 0; so does one of a single code with the `unbiased` estimator,
 * which needs pairs. With few codes per class most of that is noise: its variance goes with one over their number squared.
 *
 * @param x codes, `[n, dimensions]`.
 * @param labels `[n, components]`: one-hot rows, or rows of zeros for codes without a label.
 * @param prior a mixture or a categorical one, as data or prepared: component `c` is the prior of class `c`.
 * @returns a scalar, in units of the kernel.
 * @throws DiopterError as `squaredMmdToPrior` does, except for few codes; `shape-mismatch` for labels of another shape;
 * `invalid-argument` for weights that are negative, not finite or not one per class.
 *
 * @example
 * const loss = squaredMmdByLabel(codes, tf.oneHot(digits, 10), ring, { kernel, unlabelledWeight: 1 });
 */
export function squaredMmdByLabel(
  x: tf.Tensor,
  labels: tf.Tensor,
  prior: Prior | PreparedPrior,
  { kernel, estimator = 'unbiased', classWeights, unlabelledWeight = 0 }: SquaredMmdByLabelOptions,
): tf.Scalar {
  const where = 'squaredMmdByLabel';
  const embedding = checkedPrior(x, prior, kernel, where);
  const { components } = embedding;
  const weights = checkedClassWeights(classWeights ?? Array<number>(components).fill(1), components);
  checkedClassWeights([unlabelledWeight], 1);
  checkLabels(labels, [x.shape[0]!, components]);

  const member = tf.cast(labels, 'float32');
  const classes = {
    membership: member,
    expectations: embedding.expectations(x, kernel, where),
    within: embedding.withinComponents(kernel, where),
    weights,
  };
  const unlabelled = () => ({
    membership: tf.sub(1, tf.sum(member, 1, true)),
    expectations: priorExpectation(x, embedding, kernel, where),
    within: tf.reshape(embedding.within(kernel, where), [1]),
    weights: [unlabelledWeight],
  });
  const parts = unlabelledWeight === 0 ? [classes] : [classes, unlabelled()];
  const joined = (name: 'membership' | 'expectations' | 'within') =>
    tf.concat(
      parts.map((part): tf.Tensor => part[name]),
      -1,
    );
  const estimates = groupEstimates(
    {
      matrix: kernelMatrix(kernel, x),
      membership: joined('membership'),
      expectations: joined('expectations'),
      within: joined('within'),
    },
    estimator,
  );
  return tf.sum(tf.mul(estimates, tf.tensor1d(parts.flatMap((part) => part.weights))));
}

function checkedClassWeights(weights: readonly number[], count: number): readonly number[] {
  if (weights.length === count && weights.every((weight) => weight >= 0 && Number.isFinite(weight)))
    return weights;
  throw new DiopterError('invalid-argument', {
    what: `[${weights.join(', ')}] are not ${count} finite numbers of at least 0`,
    where: 'squaredMmdByLabel, weights of classes',
  });
}

function checkLabels(labels: tf.Tensor, shape: readonly [number, number]): void {
  if (labels.rank === 2 && labels.shape.every((size, axis) => size === shape[axis])) return;
  throw new DiopterError('shape-mismatch', {
    what: `[${labels.shape.join(', ')}] is not [${shape.join(', ')}]`,
    where: 'squaredMmdByLabel, argument labels',
    help: 'one row per code, one column per component of the prior: tf.oneHot makes them of class numbers',
  });
}
