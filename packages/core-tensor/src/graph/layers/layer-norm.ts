/** Layer normalisation. */

import * as tf from '@tensorflow/tfjs';
import { float, int, ints } from '../../onnx/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { inFileOrder, type View } from '../from-onnx/view.js';
import { type Initializer, ones, zeros } from '../initializers/index.js';
import { channelsFirst, channelsLast } from '../layout.js';
import { problem } from '../problem.js';
import { formatShape, frontAxis, type Shape } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { same } from './inputs.js';

/** See {@link layerNorm}. Parameters: `gamma` and `beta`, of the shape of the normalised axes. */
export interface LayerNorm {
  readonly kind: 'layerNorm';
  readonly axes: number;
  readonly epsilon: number;
  readonly initializers: { readonly gamma: Initializer; readonly beta: Initializer };
}

/** Options of {@link layerNorm}. */
export interface LayerNormOptions {
  /** How many of the last axes are normalised together. */
  readonly axes?: number;
  readonly epsilon?: number;
  readonly initializers?: Partial<LayerNorm['initializers']>;
}

/**
 * Normalises each example over its last `axes` axes with the biased variance, then scales and shifts
 * (Ba et al. 2016, arXiv 1607.06450).
 *
 * @example
 * layerNorm(); // over the channels of every pixel
 */
export function layerNorm({ axes = 1, epsilon = 1e-5, initializers }: LayerNormOptions = {}): LayerNorm {
  return {
    kind: 'layerNorm',
    axes,
    epsilon,
    initializers: { gamma: ones(), beta: zeros(), ...initializers },
  };
}

function normalisedShape({ axes }: LayerNorm, [input]: readonly Shape[]): number[] {
  const shape = input!.slice(-axes);
  const known = shape.filter((dimension) => dimension !== null);
  if (known.length === axes) return known;
  throw problem('shape-mismatch', `the last ${axes} axes of ${formatShape(input!)} are not all known`);
}

export const layerNormDefinition: LayerDefinition<LayerNorm> = {
  arity: [1, 1],
  infer(layer, inputs) {
    normalisedShape(layer, inputs);
    return same(inputs);
  },
  parameters(layer, inputs) {
    const shape = normalisedShape(layer, inputs);
    const { gamma, beta } = layer.initializers;
    return { gamma: { shape, initializer: gamma }, beta: { shape, initializer: beta } };
  },
  apply({ axes, epsilon }, [x], { parameters: { gamma, beta } }) {
    const last = x!.shape.map((_, axis) => axis).slice(-axes);
    const centred = tf.sub(x!, tf.mean(x!, last, true));
    const variance = tf.mean(tf.square(centred), last, true);
    return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), gamma!), beta!);
  },
  toOnnx({ axes, epsilon }, { inputs: [x], inputShapes: [input], add, variable }) {
    const attributes = { axis: int(-axes), epsilon: float(epsilon) };
    const variables = [variable('gamma'), variable('beta')];
    if (input!.length !== 4) {
      add('LayerNormalization', [x!, ...variables], attributes);
      return;
    }
    // ONNX normalises the last axes only.
    const moved = add('Transpose', [x!], { perm: ints(channelsLast) }, 'channels-last');
    const normalised = add('LayerNormalization', [moved, ...variables], attributes, 'normalised');
    add('Transpose', [normalised], { perm: ints(channelsFirst) });
  },
  fromOnnx: { LayerNormalization: readLayerNormalization },
};

function readLayerNormalization(call: OperatorCall): View {
  const { attributes, node } = call;
  if (node.outputs.slice(1).some((name) => name !== '')) throw call.refuse('its mean or deviation is used');
  const value = call.value(0);
  const rank = value.axes.length;
  const x = call.turned(value, inFileOrder(rank));
  const axes = rank - frontAxis(attributes.int('axis', -1), rank);
  const gamma = tensorOf(call.constant(1));
  const beta = call.has(2)
    ? tensorOf(call.constant(2))
    : { ...gamma, data: new Float32Array(gamma.data.length) };
  const layer = layerNorm({ axes, epsilon: attributes.float('epsilon', 1e-5) });
  return call.emit(layer, [x], { axes: x.axes, parameters: { gamma, beta } });
}
