/** What the units of one activation do, for a batch of inputs. */

import * as tf from '@tensorflow/tfjs';
import type { JudgedNode } from './kinks.js';

/** Sums and means over a batch, as tensors. */
export interface UnitActivity {
  /** How many inputs of the batch make each unit active, `[places, channels]`. */
  readonly counts: tf.Tensor;
  /** Share of saturated units. */
  readonly saturated: tf.Tensor;
}

/** Judges the values that an activation gets, `[batch, ..., channels]`. */
export function unitActivity(x: tf.Tensor, { layer, rule }: JudgedNode): UnitActivity {
  const settings = { ...layer };
  const numbers = (mask: tf.Tensor | undefined) =>
    mask === undefined ? tf.zerosLike(x) : tf.cast(mask, 'float32');
  return {
    counts: tf.reshape(tf.sum(numbers(rule.active?.(x, settings)), 0), [-1, x.shape.at(-1)!]),
    saturated: tf.mean(numbers(rule.saturated?.(x, settings))),
  };
}
