/** Numbers that say how well codes follow their priors, and how well classes are found. */

import { squaredMmdToPrior } from '@diopter/losses';
import { type MixturePrior, mahalanobis, type Prior } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { AaeModel, Codes } from './model.js';
import { kernelFor } from './priors.js';

type Metrics = Readonly<Record<string, tf.Scalar>>;

/** A code counts as inside a component up to so many standard deviations: 98.9 % of the component's own samples in the plane. */
const inside = 3;

const shareOf = (condition: tf.Tensor) => tf.mean(tf.cast(condition, 'float32')) as tf.Scalar;

/** What there is to say of codes by the kind of their prior. A swiss roll has no closed forms. */
const fits: {
  readonly [Kind in Prior['kind']]: (
    codes: tf.Tensor,
    prior: Extract<Prior, { kind: Kind }>,
    name: string,
  ) => Metrics;
} = {
  gaussian: mismatchOf,
  categorical: mismatchOf,
  mixture: (codes, prior, name) => ({ ...mismatchOf(codes, prior, name), ...componentShares(codes, prior) }),
  'swiss-roll': () => ({}),
};

function mismatchOf(codes: tf.Tensor, prior: Exclude<Prior, { kind: 'swiss-roll' }>, name: string): Metrics {
  return { [`mmd.${name}`]: squaredMmdToPrior(codes, prior, { kernel: kernelFor(prior) }) };
}

/** How many codes are inside of some component, and how evenly they are divided among them. */
function componentShares(codes: tf.Tensor, prior: MixturePrior): Metrics {
  const { distance, component } = mahalanobis(prior, codes);
  const counted = tf.mean(tf.cast(tf.oneHot(component, prior.components.length), 'float32'), 0);
  return {
    within: shareOf(tf.less(distance, inside)),
    smallestShare: tf.min(counted) as tf.Scalar,
    largestShare: tf.max(counted) as tf.Scalar,
  };
}

/** The share of classes that are right, by how the model comes by them. */
const recognition: Readonly<
  Record<AaeModel['label'], (label: tf.Tensor | undefined, labels: tf.Tensor, classes: number) => Metrics>
> = {
  none: () => ({}),
  given: () => ({}),
  learnt: (label, labels) => ({ accuracy: shareOf(tf.equal(tf.argMax(label!, 1), labels)) }),
  found: (label, labels, classes) => ({ accuracy: clusterAccuracy(label! as tf.Tensor2D, labels, classes) }),
};

/**
 * The paper's protocol (section 6): a cluster takes the class of the picture that it is surest of; so named, clusters are judged by other
 * pictures. Here the first half of the held-out pictures names, the second half judges.
 */
function clusterAccuracy(label: tf.Tensor2D, labels: tf.Tensor, classes: number): tf.Scalar {
  const half = Math.ceil(label.shape[0] / 2);
  const surest = tf.argMax(tf.slice(label, [0, 0], [half, -1]), 0);
  const rows = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32');
  // Products of one-hot rows: the class of each cluster, and of each picture by its cluster.
  const names = tf.matMul(
    tf.cast(tf.oneHot(surest, half), 'float32'),
    tf.slice(rows, [0, 0], [half, -1]) as tf.Tensor2D,
  );
  const cluster = tf.oneHot(tf.argMax(tf.slice(label, [half, 0], [-1, -1]), 1), label.shape[1]);
  const found = tf.matMul(tf.cast(cluster, 'float32') as tf.Tensor2D, names as tf.Tensor2D);
  return tf.mean(tf.sum(tf.mul(found, tf.slice(rows, [half, 0], [-1, -1])), 1)) as tf.Scalar;
}

/** Judges the codes of held-out images; what needs labels is left out where there are none. */
export function judgements(
  model: AaeModel,
  codes: Codes,
  labels: tf.Tensor | undefined,
  classes: number,
): Metrics {
  const matched = Object.entries(model.matched).map(([name, { prior }]) =>
    (fits[prior.kind] as (codes: tf.Tensor, prior: Prior, name: string) => Metrics)(
      codes[name]!,
      prior,
      name,
    ),
  );
  const known = labels === undefined ? {} : recognition[model.label](codes.label, labels, classes);
  return Object.assign({}, ...matched, known) as Metrics;
}
