/** `checkGradient`: compares gradients with differences of the loss along random directions. */

import { DiopterError } from '../errors/index.js';
import type { Program } from '../jit/program/program.js';
import { type Key, normalValues, splitKey } from '../random/index.js';
import { type DirectionalDerivativeOptions, directionalDerivative } from './directional-derivative.js';
import { toReference } from './evaluate.js';
import { type ReferenceTensor, zeros } from './tensor.js';

export interface CheckGradientOptions extends DirectionalDerivativeOptions {
  /** How many directions; a wrong gradient passes one of them with a probability of about the error that is tolerated. */
  readonly directions?: number;
}

export interface GradientCheck {
  /** The largest difference between differences and gradient along a direction, relative to the gradient's norm. */
  readonly error: number;
  /** The share of it that the differences themselves may be wrong by, on the same scale. */
  readonly numericalError: number;
}

/**
 * Checks `gradients` of a scalar `loss` at `inputs`. A direction of independent standard normal numbers meets a gradient
 * `g` in a number of size `|g|`, which is therefore the scale of the errors.
 *
 * @param loss A program with one output of one element.
 * @param gradients One per float32 input of `loss`, in order, of its shape.
 * @throws DiopterError `shape-mismatch` when the loss is not a scalar or a gradient is missing.
 *
 * @example
 * const loss = record(f, args);
 * const gradients = evaluate(record((...args) => tf.grads(f)(args), args), inputs);
 * expect(checkGradient(loss, inputs, gradients, randomKey(1)).error).toBeLessThan(1e-9);
 */
export function checkGradient(
  loss: Program,
  inputs: readonly ReferenceTensor[],
  gradients: readonly ReferenceTensor[],
  key: Key,
  { directions = 3, ...options }: CheckGradientOptions = {},
): GradientCheck {
  const gradientOf = matchInputs(loss, gradients);
  const norm = Math.hypot(...gradients.map(({ data }) => Math.hypot(...data)));

  const checks = splitKey(key, directions).map((key) => {
    const keys = splitKey(key, inputs.length);
    const direction = inputs.map(({ shape }, i) =>
      gradientOf[i] === undefined ? zeros(shape) : toReference(normalValues(keys[i]!, shape)),
    );
    const { derivatives, error } = directionalDerivative(loss, inputs, direction, options);
    const expected = derivatives[0]!.data[0]!;
    const actual = gradientOf.reduce((sum, gradient, i) => sum + dot(gradient, direction[i]!), 0);
    const scale = Math.max(norm, Math.abs(expected)) || 1;
    return { error: Math.abs(actual - expected) / scale, numericalError: error / scale };
  });
  return {
    error: Math.max(...checks.map(({ error }) => error)),
    numericalError: Math.max(...checks.map(({ numericalError }) => numericalError)),
  };
}

/** The gradient of each input, `undefined` for integer and boolean ones. */
function matchInputs(loss: Program, gradients: readonly ReferenceTensor[]): (ReferenceTensor | undefined)[] {
  const specs = loss.inputs.map((id) => loss.values[id]!);
  const remaining = [...gradients];
  const matched = specs.map(({ dtype }) => (dtype === 'float32' ? remaining.shift() : undefined));
  const fits = specs.every(
    ({ shape, dtype }, i) => dtype !== 'float32' || matched[i]?.shape.join() === shape.join(),
  );
  const isScalar =
    loss.outputs.length === 1 && loss.values[loss.outputs[0]!]!.shape.every((size) => size === 1);
  if (!fits || remaining.length > 0 || !isScalar) {
    throw new DiopterError('shape-mismatch', {
      where: 'checkGradient',
      what: `gradients [${gradients.map(({ shape }) => `[${shape}]`)}] do not belong to a scalar loss of [${specs.map(({ shape }) => `[${shape}]`)}]`,
    });
  }
  return matched;
}

function dot(a: ReferenceTensor | undefined, b: ReferenceTensor): number {
  return a === undefined ? 0 : a.data.reduce((sum, element, i) => sum + element * b.data[i]!, 0);
}
