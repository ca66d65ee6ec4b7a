/** Constant scaling and shifting, such as the preprocessing of images. */

import * as tf from '@tensorflow/tfjs';
import { problem } from '../problem.js';
import { float32s, perChannel } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf, same } from './inputs.js';

/** See {@link scale} and {@link normalise}. One number, or one per channel (the last axis). */
export interface Scale {
  readonly kind: 'scale';
  readonly multiplier: readonly number[];
  readonly offset: readonly number[];
}

/** `x * multiplier + offset` with constants that are not learnt: one number, or one per channel. */
export function scale({
  multiplier = 1,
  offset = 0,
}: {
  multiplier?: number | readonly number[];
  offset?: number | readonly number[];
}): Scale {
  return { kind: 'scale', multiplier: listOf(multiplier), offset: listOf(offset) };
}

/**
 * `(x - mean) / standardDeviation`: one number, or one per channel.
 *
 * @example
 * normalise({ mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225] }); // ImageNet's, for RGB in [0, 1]
 */
export function normalise({
  mean = 0,
  standardDeviation = 1,
}: {
  mean?: number | readonly number[];
  standardDeviation?: number | readonly number[];
}): Scale {
  const deviations = listOf(standardDeviation);
  const means = listOf(mean);
  const channels = Math.max(means.length, deviations.length);
  const at = (values: readonly number[], i: number) => values[values.length === 1 ? 0 : i]!;
  return scale({
    multiplier: deviations.map((deviation) => 1 / deviation),
    offset: Array.from({ length: channels }, (_, i) => -at(means, i) / at(deviations, i)),
  });
}

function listOf(value: number | readonly number[]): readonly number[] {
  return typeof value === 'number' ? [value] : value;
}

export const scaleDefinition: LayerDefinition<Scale> = {
  arity: [1, 1],
  infer({ multiplier, offset }, inputs) {
    for (const { length } of [multiplier, offset]) {
      if (length !== 1 && length !== channelsOf(inputs[0]!)) {
        throw problem('shape-mismatch', `${length} constants for ${channelsOf(inputs[0]!)} channels`);
      }
    }
    return same(inputs);
  },
  apply({ multiplier, offset }, [x]) {
    const scaled = multiplier.every((factor) => factor === 1) ? x! : tf.mul(x!, operand(multiplier));
    return offset.every((term) => term === 0) ? scaled : tf.add(scaled, operand(offset));
  },
  toOnnx({ multiplier, offset }, { inputs: [x], shape, add, constant }) {
    const operand = (name: string, values: readonly number[]) =>
      constant(name, float32s(values, perChannel(values.length, shape.length)));
    const scaled = add('Mul', [x!, operand('multiplier', multiplier)], {}, 'scaled');
    add('Add', [scaled, operand('offset', offset)]);
  },
};

function operand(values: readonly number[]): tf.Tensor {
  return values.length === 1 ? tf.scalar(values[0]!) : tf.tensor1d([...values]);
}
