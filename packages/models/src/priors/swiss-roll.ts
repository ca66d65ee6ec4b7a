/** The prior that is a spiral. */

import { type Key, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { equalWeights } from './check-weights.js';
import { classRows } from './class-rows.js';
import type { PriorDefinition } from './definition.js';
import { invalidPrior, withoutDensity } from './invalid-prior.js';
import type { SwissRollPrior } from './prior.js';

/**
 * A spiral in the plane: the point of `u`, uniform over [0, 1), is at the angle `2π turns √u` and the distance
 * `radius √u` from the origin. Slice `k` of `K` has `u` from `k / K` to `(k + 1) / K`. Makhzani et al. (arXiv
 * 1511.05644) show it as a picture only; the defaults are the numbers that implementations share.
 *
 * @example
 * const codes = samplePrior(swissRoll(), key, 100);
 */
export function swissRoll({
  slices = 10,
  radius = 3,
  turns = 2,
}: Partial<Omit<SwissRollPrior, 'kind'>> = {}): SwissRollPrior {
  return { kind: 'swiss-roll', slices, radius, turns };
}

export const swissRollDefinition: PriorDefinition<SwissRollPrior> = {
  dimensions: () => 2,
  classWeights(prior) {
    const { slices, radius, turns } = prior;
    if (Number.isInteger(slices) && slices > 0 && Number.isFinite(radius * turns))
      return equalWeights(slices);
    throw invalidPrior(`${slices} slices, radius ${radius} and ${turns} turns make no swiss roll`);
  },
  sample: ({ slices, radius, turns }, classes, key) => {
    const starts = classRows(
      classes,
      Array.from({ length: slices }, (_, k) => [k / slices]),
    );
    const root = tf.sqrt(tf.add(starts, within(classes.shape[0], slices, key)));
    const angle = tf.mul(root, 2 * Math.PI * turns);
    const direction = tf.concat([tf.cos(angle), tf.sin(angle)], 1);
    return tf.mul(direction, tf.mul(root, radius)) as tf.Tensor2D;
  },
  mixture() {
    throw withoutDensity('swiss-roll', 'its codes lie on a curve');
  },
};

/** Where in its slice each point is. */
function within(count: number, slices: number, key: Key): tf.Tensor {
  return tf.div(uniform(key, [count, 1]), slices);
}
