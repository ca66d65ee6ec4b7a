/** The exponential moving average of weights. */

import * as tf from '@tensorflow/tfjs';
import { mapTree, type Tree } from '../tree/index.js';
import { assertOption } from './assert-option.js';
import { tidyTree } from './tidy-tree.js';

/** Options of {@link movingAverage}. */
export interface MovingAverageOptions {
  /** The share of the average that a step keeps, from 0 up to but not including 1. */
  readonly decay?: number;
  /**
   * Whether early steps keep less, min(decay, (1 + step) / (10 + step)), so that the average leaves the initial weights
   * behind (the rule of TensorFlow's `ExponentialMovingAverage`).
   */
  readonly warmUp?: boolean;
}

/** A pure pair of functions that keeps an average beside the parameters. */
export interface MovingAverage {
  /** The average before the first step: the parameters themselves. */
  init<P extends Tree<tf.Tensor>>(parameters: P): P;
  /** average <- average + (1 - decay) (parameters - average), with the parameters after step `step`, counting from 1. */
  update<P extends Tree<tf.Tensor>>(average: P, parameters: P, inputs: { readonly step: tf.Scalar }): P;
}

/**
 * An exponential moving average of weights, for evaluation (B. Polyak and A. Juditsky, 1992, is the idea of averaging).
 *
 * @throws DiopterError `invalid-argument` for a decay out of range.
 * @example
 * const averaging = movingAverage({ decay: 0.999 });
 * let average = averaging.init(parameters);
 * average = averaging.update(average, parameters, { step }); // after every optimizer step
 */
export function movingAverage({ decay = 0.999, warmUp = false }: MovingAverageOptions = {}): MovingAverage {
  assertOption(
    decay >= 0 && decay < 1,
    'movingAverage',
    'decay',
    decay,
    'from 0 up to, but not including, 1',
  );
  return {
    init<P extends Tree<tf.Tensor>>(parameters: P): P {
      return mapTree((parameter) => tf.clone(parameter as tf.Tensor), parameters) as P;
    },
    update<P extends Tree<tf.Tensor>>(average: P, parameters: P, { step }: { readonly step: tf.Scalar }): P {
      return tidyTree(() => {
        // 1 - (1 + step) / (10 + step) without the subtraction.
        const share = warmUp ? tf.maximum(tf.div(9, tf.add(step, 10)), 1 - decay) : 1 - decay;
        return mapTree(
          (mean, parameter) =>
            tf.add(mean as tf.Tensor, tf.mul(tf.sub(parameter as tf.Tensor, mean as tf.Tensor), share)),
          average,
          parameters,
        ) as P;
      });
    },
  };
}
