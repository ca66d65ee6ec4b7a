/** Activations that are several elementwise operators: ONNX Runtime's own ones run in one thread, element by element. */

import { converted } from '../emit/converted.js';
import { elementwise } from '../emit/elementwise.js';
import { scalar } from '../emit/scalar.js';
import { type Stored, sameOrder } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

/** A value, the result of another operator, or the same number everywhere. */
type Operand = Stored | number;
type Apply = (op: string, ...operands: readonly Operand[]) => Stored;

/** A kernel of operands that broadcast, by the formula of its result. */
function activation(
  name: string,
  inputs: readonly string[],
  formula: (apply: Apply, ...operands: readonly Stored[]) => Stored,
): PrimitiveKernel {
  return {
    name,
    inputs,
    infer: (specs) => [{ shape: broadcastShape(...specs.map(({ shape }) => shape)), dtype: 'float32' }],
    lower: (lowering, { inputs, outputs }) => {
      const { shape: whole } = lowering.spec(outputs[0]!);
      const rank = whole.length;
      // Blocks of channels are left once here rather than at every operator that cannot keep them.
      const broadcasts = inputs.some((id) => !sameOrder(lowering.spec(id).shape, whole));
      const apply: Apply = (op, ...operands) =>
        elementwise(
          lowering,
          op,
          operands.map((operand) =>
            typeof operand === 'number' ? scalar(lowering, operand, 'float32', rank) : operand,
          ),
          rank,
        );
      const floats = inputs.map((id: ValueId) => {
        const { shape, dtype } = lowering.spec(id);
        if (dtype !== 'float32') return converted(lowering, id, 'float32', shape.length);
        return broadcasts ? lowering.stored(id) : lowering.anyStored(id);
      });
      return [formula(apply, ...floats)];
    },
  };
}

/** e^x - 1 where x is negative, 0 elsewhere. */
const exponentialPart = (apply: Apply, x: Stored) => apply('Sub', apply('Exp', apply('Min', x, 0)), 1);

/** Klambauer et al. 2017: lambda, and lambda times alpha. */
const seluScale = 1.0507009873554805;
const seluScaledAlpha = 1.7580993408473768;

export const activationKernels: readonly PrimitiveKernel[] = [
  activation('Elu', ['x'], (apply, x) => apply('Add', apply('Relu', x!), exponentialPart(apply, x!))),
  activation('Prelu', ['x', 'alpha'], (apply, x, alpha) =>
    apply('Add', apply('Relu', x!), apply('Mul', alpha!, apply('Min', x!, 0))),
  ),
  activation('Selu', ['x'], (apply, x) =>
    apply(
      'Add',
      apply('Mul', apply('Relu', x!), seluScale),
      apply('Mul', exponentialPart(apply, x!), seluScaledAlpha),
    ),
  ),
  // max(x, 0) + log(1 + e^-|x|), in which nothing overflows.
  activation('Softplus', ['x'], (apply, x) =>
    apply(
      'Add',
      apply('Relu', x!),
      apply('Log', apply('Add', apply('Exp', apply('Neg', apply('Abs', x!))), 1)),
    ),
  ),
];
