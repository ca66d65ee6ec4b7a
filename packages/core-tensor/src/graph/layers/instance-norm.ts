/** Instance normalisation. */

import * as tf from '@tensorflow/tfjs';
import { float } from '../../onnx/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import type { View } from '../from-onnx/view.js';
import { type Initializer, ones, zeros } from '../initializers/index.js';
import { onChannelsSecond } from '../to-onnx/channels-second.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf, same } from './inputs.js';

/** See {@link instanceNorm}. Parameters: `gamma` and `beta`, each `[channels]`. */
export interface InstanceNorm {
  readonly kind: 'instanceNorm';
  readonly epsilon: number;
  readonly initializers: { readonly gamma: Initializer; readonly beta: Initializer };
}

/** Options of {@link instanceNorm}. */
export interface InstanceNormOptions {
  readonly epsilon?: number;
  readonly initializers?: Partial<InstanceNorm['initializers']>;
}

/**
 * Normalises each channel of each image by its own mean and biased variance, then scales and shifts
 * (Ulyanov et al. 2016, arXiv 1607.08022). The same in both modes.
 */
export function instanceNorm({ epsilon = 1e-5, initializers }: InstanceNormOptions = {}): InstanceNorm {
  return { kind: 'instanceNorm', epsilon, initializers: { gamma: ones(), beta: zeros(), ...initializers } };
}

export const instanceNormDefinition: LayerDefinition<InstanceNorm> = {
  arity: [1, 1],
  infer(_layer, inputs) {
    channelsOf(inputs[0]!);
    return same(inputs);
  },
  parameters({ initializers: { gamma, beta } }, [input]) {
    const shape = [channelsOf(input!)];
    return { gamma: { shape, initializer: gamma }, beta: { shape, initializer: beta } };
  },
  apply({ epsilon }, [x], { parameters: { gamma, beta } }) {
    const pixels = x!.shape.map((_, axis) => axis).slice(1, -1);
    const centred = tf.sub(x!, tf.mean(x!, pixels, true));
    const variance = tf.mean(tf.square(centred), pixels, true);
    return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), gamma!), beta!);
  },
  toOnnx({ epsilon }, writer) {
    const variables = [writer.variable('gamma'), writer.variable('beta')];
    onChannelsSecond('InstanceNormalization', variables, { epsilon: float(epsilon) }, writer);
  },
  fromOnnx: { InstanceNormalization: readInstanceNormalization },
};

function readInstanceNormalization(call: OperatorCall): View {
  const x = call.image(0);
  const parameters = { gamma: tensorOf(call.constant(1)), beta: tensorOf(call.constant(2)) };
  const layer = instanceNorm({ epsilon: call.attributes.float('epsilon', 1e-5) });
  return call.emit(layer, [x], { axes: x.axes, parameters });
}
