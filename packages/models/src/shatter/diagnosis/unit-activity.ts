/** What the units of one activation do, for a batch of inputs. */

import * as tf from '@tensorflow/tfjs';
import { pairProducts } from '../measures/index.js';
import type { JudgedNode } from './kinks.js';

/** Sums and means over a batch, as tensors. */
export interface UnitActivity {
  /** Share of active units. */
  readonly active: tf.Tensor;
  /** Share of units that both of two inputs make active, over all pairs. */
  readonly coActive: tf.Tensor;
  /** Whether a channel was active anywhere, `[channels]`, 0 or 1. */
  readonly ever: tf.Tensor;
  /** Share of saturated units. */
  readonly saturated: tf.Tensor;
}

/** Judges the values that an activation gets, `[batch, ..., channels]`, of a batch of two or more. */
export function unitActivity(x: tf.Tensor, { layer, rule }: JudgedNode): UnitActivity {
  const settings = { ...layer };
  const numbers = (mask: tf.Tensor | undefined) =>
    mask === undefined ? tf.zerosLike(x) : tf.cast(mask, 'float32');
  const active = numbers(rule.active?.(x, settings));
  const rows = tf.reshape(active, [-1, x.shape.at(-1)!]);
  return {
    active: tf.mean(active),
    coActive: tf.mean(pairProducts(active, 0)),
    ever: tf.max(rows, 0),
    saturated: tf.mean(numbers(rule.saturated?.(x, settings))),
  };
}
