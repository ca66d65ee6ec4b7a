/** Weight decay and the choice of parameters that it applies to. */

import * as tf from '@tensorflow/tfjs';

/** Options of optimizers that decay weights. */
export interface WeightDecayOptions {
  /** At least 0. */
  readonly weightDecay?: number;
  /**
   * Whether the parameter at a path, such as `conv1.filter`, decays; all do by default.
   *
   * @example
   * adamw({ decays: (path) => path.endsWith('.filter') })
   */
  readonly decays?: (path: string) => boolean;
}

/** The gradient of the loss plus that of `weightDecay / 2` times the parameter's squared norm. */
export function withDecay(
  gradient: tf.Tensor,
  parameter: tf.Tensor,
  path: string,
  { weightDecay = 0, decays = () => true }: WeightDecayOptions,
): tf.Tensor {
  return weightDecay > 0 && decays(path) ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
}
