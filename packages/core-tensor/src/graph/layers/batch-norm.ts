/** Batch normalisation. */

import * as tf from '@tensorflow/tfjs';
import { float } from '../../onnx/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import type { View } from '../from-onnx/view.js';
import { type Initializer, ones, zeros } from '../initializers/index.js';
import { problem } from '../problem.js';
import { onChannelsSecond } from '../to-onnx/channels-second.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf, same } from './inputs.js';

/** See {@link batchNorm}. Parameters: `gamma`, `beta`; statistics: `mean`, `variance`; each `[channels]`. */
export interface BatchNorm {
  readonly kind: 'batchNorm';
  readonly epsilon: number;
  readonly momentum: number;
  readonly initializers: { readonly gamma: Initializer; readonly beta: Initializer };
}

/** Options of {@link batchNorm}. */
export interface BatchNormOptions {
  readonly epsilon?: number;
  /** Share of the new batch in the running statistics (PyTorch's sense; Keras and ONNX call `1 - momentum` so). */
  readonly momentum?: number;
  readonly initializers?: Partial<BatchNorm['initializers']>;
}

/**
 * Normalises every channel (the last axis): `y = gamma * (x - mean) / sqrt(variance + epsilon) + beta`
 * (Ioffe and Szegedy 2015, arXiv 1502.03167).
 *
 * In `train` mode mean and variance are the batch's, the variance biased (divided by `n`), with gradients through both;
 * the running statistics move by `momentum` towards the batch's mean and its *unbiased* variance (divided by `n - 1`),
 * as in PyTorch. In `evaluate` mode the running statistics are used.
 *
 * @example
 * batchNorm({ momentum: 0.01 });
 */
export function batchNorm({
  epsilon = 1e-5,
  momentum = 0.1,
  initializers,
}: BatchNormOptions = {}): BatchNorm {
  return {
    kind: 'batchNorm',
    epsilon,
    momentum,
    initializers: { gamma: ones(), beta: zeros(), ...initializers },
  };
}

export const batchNormDefinition: LayerDefinition<BatchNorm> = {
  arity: [1, 1],
  infer(_layer, inputs) {
    channelsOf(inputs[0]!);
    return same(inputs);
  },
  parameters({ initializers }, [input]) {
    const shape = [channelsOf(input!)];
    return {
      gamma: { shape, initializer: initializers.gamma },
      beta: { shape, initializer: initializers.beta },
    };
  },
  statistics(_layer, [input]) {
    const shape = [channelsOf(input!)];
    return { mean: { shape, initializer: zeros() }, variance: { shape, initializer: ones() } };
  },
  apply({ epsilon, momentum }, [x], { parameters, statistics, mode }) {
    const { gamma, beta } = parameters;
    const { mean, variance } = statistics;
    if (mode === 'evaluate') return normalise(x!, mean!, variance!, gamma!, beta!, epsilon);
    const axes = x!.shape.map((_, axis) => axis).slice(0, -1);
    const count = axes.reduce((product, axis) => product * x!.shape[axis]!, 1);
    if (count < 2) {
      throw problem('shape-mismatch', 'one value per channel has no variance', 'train on larger batches');
    }
    const batchMean = tf.mean(x!, axes);
    const batchVariance = tf.mean(tf.square(tf.sub(x!, batchMean)), axes);
    const towards = (running: tf.Tensor, batch: tf.Tensor) =>
      tf.add(tf.mul(running, 1 - momentum), tf.mul(batch, momentum));
    return {
      y: normalise(x!, batchMean, batchVariance, gamma!, beta!, epsilon),
      statistics: {
        mean: towards(mean!, batchMean),
        variance: towards(variance!, tf.mul(batchVariance, count / (count - 1))),
      },
    };
  },
  toOnnx({ epsilon, momentum }, writer) {
    const variables = ['gamma', 'beta', 'mean', 'variance'].map((name) => writer.variable(name));
    const attributes = { epsilon: float(epsilon), momentum: float(1 - momentum) };
    onChannelsSecond('BatchNormalization', variables, attributes, writer);
  },
  fromOnnx: { BatchNormalization: readBatchNormalization },
};

function normalise(
  x: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(tf.sub(x, mean), scale), beta);
}

function readBatchNormalization(call: OperatorCall): View {
  const { attributes } = call;
  if (attributes.int('training_mode', 0) === 1) throw call.refuse('it is in training mode');
  if (attributes.int('spatial', 1) === 0) {
    throw call.refuse('it normalises every pixel by itself (spatial = 0)');
  }
  const x = call.image(0);
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => tensorOf(call.constant(i)));
  const layer = batchNorm({
    epsilon: attributes.float('epsilon', 1e-5),
    momentum: 1 - attributes.float('momentum', 0.9),
  });
  return call.emit(layer, [x], { axes: x.axes, parameters: { gamma, beta }, statistics: { mean, variance } });
}
