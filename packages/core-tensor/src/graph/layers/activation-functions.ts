/** The elementwise functions of activation layers: one row each. */

import * as tf from '@tensorflow/tfjs';
import { offTape } from '../../ops/index.js';

/** Functions without a number to choose. */
export const elementwiseFunctions = [
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'tanh',
  'softplus',
  'softsign',
  'gelu',
  'swish',
  'hardSwish',
  'erf',
  'exp',
  'log',
  'sqrt',
  'square',
  'reciprocal',
  'abs',
  'negate',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'asinh',
  'acosh',
  'atanh',
  'sign',
  'floor',
  'ceil',
  'round',
] as const;

/** The name of a function without a number to choose. */
export type PlainFunction = (typeof elementwiseFunctions)[number];

/** An elementwise function as data. */
export type ElementwiseFunction =
  | { readonly function: PlainFunction }
  /** `x` for `x >= 0`, else `slope * x`. */
  | { readonly function: 'leakyRelu'; readonly slope: number }
  /** `x` for `x >= 0`, else `alpha * (exp(x) - 1)`. */
  | { readonly function: 'elu'; readonly alpha: number }
  /** `x` for `x >= 0`, else `alpha * (exp(x / alpha) - 1)`. */
  | { readonly function: 'celu'; readonly alpha: number }
  /** `x` for `x > threshold`, else 0. */
  | { readonly function: 'thresholdedRelu'; readonly threshold: number }
  /** `alpha * x + beta` limited to [0, 1]. */
  | { readonly function: 'hardSigmoid'; readonly alpha: number; readonly beta: number }
  /** `x` limited to [minimum, maximum]; `null` is no limit. */
  | { readonly function: 'clip'; readonly minimum: number | null; readonly maximum: number | null };

/** Names of all elementwise functions. */
export type FunctionName = ElementwiseFunction['function'];

type Settings<Name extends FunctionName> = Extract<ElementwiseFunction, { readonly function: Name }>;
type Table = {
  readonly [Name in FunctionName]: (
    x: tf.Tensor,
    settings: Name extends PlainFunction ? { readonly function: Name } : Settings<Name>,
  ) => tf.Tensor;
};

/** `alpha * (exp(x / width) - 1)` for negative `x`, `x` otherwise, without overflow in either branch. */
const exponentialTail = (x: tf.Tensor, alpha: number, width: number): tf.Tensor =>
  tf.add(tf.relu(x), tf.mul(tf.expm1(tf.div(tf.minimum(x, 0), width)), alpha));

/** `x` limited to [minimum, maximum]; the gradient is passed within the limits only. */
const limited = (x: tf.Tensor, minimum: number, maximum: number): tf.Tensor =>
  tf.clipByValue(x, minimum, maximum);

/** Every function on tensors. */
export const functions: Table = {
  relu: tf.relu,
  relu6: (x) => limited(x, 0, 6),
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  softplus: tf.softplus,
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  hardSwish: (x) => tf.mul(x, limited(tf.add(tf.div(x, 6), 0.5), 0, 1)),
  erf: tf.erf,
  exp: tf.exp,
  log: tf.log,
  sqrt: tf.sqrt,
  square: tf.square,
  reciprocal: tf.reciprocal,
  abs: tf.abs,
  negate: tf.neg,
  sin: tf.sin,
  cos: tf.cos,
  tan: tf.tan,
  asin: tf.asin,
  acos: tf.acos,
  atan: tf.atan,
  sinh: tf.sinh,
  cosh: tf.cosh,
  asinh: tf.asinh,
  acosh: tf.acosh,
  atanh: tf.atanh,
  sign: tf.sign,
  floor: tf.floor,
  ceil: tf.ceil,
  round: tf.round,
  leakyRelu: (x, { slope }) => tf.leakyRelu(x, slope),
  elu: (x, { alpha }) => (alpha === 1 ? tf.elu(x) : exponentialTail(x, alpha, 1)),
  celu: (x, { alpha }) => exponentialTail(x, alpha, alpha),
  thresholdedRelu: (x, { threshold }) =>
    tf.mul(
      x,
      offTape(() => tf.cast(tf.greater(x, threshold), 'float32')),
    ),
  hardSigmoid: (x, { alpha, beta }) => limited(tf.add(tf.mul(x, alpha), beta), 0, 1),
  clip: (x, { minimum, maximum }) => limited(x, minimum ?? -largest, maximum ?? largest),
};

/** The largest float32. */
const largest = (2 - 2 ** -23) * 2 ** 127;

/** Applies the function that `settings` names. */
export function applyFunction(settings: ElementwiseFunction, x: tf.Tensor): tf.Tensor {
  const f = functions[settings.function] as (x: tf.Tensor, settings: ElementwiseFunction) => tf.Tensor;
  return f(x, settings);
}
