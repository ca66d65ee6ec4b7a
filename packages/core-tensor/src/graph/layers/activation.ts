/** Elementwise activations. */

import { functionReaders } from '../from-onnx/read-functions.js';
import { applyFunction, type ElementwiseFunction, type PlainFunction } from './activation-functions.js';
import { writeFunction } from './activation-onnx.js';
import type { LayerDefinition } from './definition.js';
import { same } from './inputs.js';

/** An elementwise function; see {@link activation} and the builders beside it. */
export type Activation = { readonly kind: 'activation' } & ElementwiseFunction;

/**
 * Any elementwise function that has no number to choose.
 *
 * @example
 * activation('softplus');
 */
export function activation(name: PlainFunction): Activation {
  return { kind: 'activation', function: name };
}

/** `max(x, 0)`. */
export function relu(): Activation {
  return activation('relu');
}

/** `x` where it is positive, `slope * x` elsewhere (DeePSiM's networks use 0.3). */
export function leakyRelu({ slope = 0.01 } = {}): Activation {
  return { kind: 'activation', function: 'leakyRelu', slope };
}

/** `x` where it is positive, `alpha * (exp(x) - 1)` elsewhere (Clevert et al. 2015, arXiv 1511.07289). */
export function elu({ alpha = 1 } = {}): Activation {
  return { kind: 'activation', function: 'elu', alpha };
}

/** Self-normalising ELU (Klambauer et al. 2017, arXiv 1706.02515). */
export function selu(): Activation {
  return activation('selu');
}

/** `1 / (1 + exp(-x))`. */
export function sigmoid(): Activation {
  return activation('sigmoid');
}

/** Hyperbolic tangent. */
export function tanh(): Activation {
  return activation('tanh');
}

/** `log(1 + exp(x))`. */
export function softplus(): Activation {
  return activation('softplus');
}

/** `x * Phi(x)` with the normal distribution function, exactly (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
export function gelu(): Activation {
  return activation('gelu');
}

/** `x` limited to [minimum, maximum]; `null` is no limit. */
export function clip({
  minimum = null,
  maximum = null,
}: {
  minimum?: number | null;
  maximum?: number | null;
}): Activation {
  return { kind: 'activation', function: 'clip', minimum, maximum };
}

export const activationDefinition: LayerDefinition<Activation> = {
  arity: [1, 1],
  infer: (_layer, inputs) => same(inputs),
  apply: (layer, [x]) => applyFunction(layer, x!),
  toOnnx: writeFunction,
  fromOnnx: functionReaders,
};
