/** Elementwise arithmetic of several inputs. */

import * as tf from '@tensorflow/tfjs';
import { ints } from '../../onnx/index.js';
import { broadcast } from '../broadcast.js';
import { arithmeticReaders } from '../from-onnx/read-arithmetic.js';
import { channelsFirst } from '../layout.js';
import { int64s } from '../to-onnx/constants.js';
import type { LayerWriter } from '../to-onnx/layer-writer.js';
import type { LayerDefinition } from './definition.js';

/** See {@link add}, {@link multiply} and {@link arithmetic}. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operation: 'add' | 'multiply' | 'maximum' | 'minimum' | 'subtract' | 'divide' | 'power';
}

/** An operation on inputs whose shapes are broadcast as in NumPy; several inputs are combined from the left. */
export function arithmetic(operation: Arithmetic['operation']): Arithmetic {
  return { kind: 'arithmetic', operation };
}

/** Sum of its inputs. */
export function add(): Arithmetic {
  return arithmetic('add');
}

/** Product of its inputs. */
export function multiply(): Arithmetic {
  return arithmetic('multiply');
}

type Operation = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** tfjs' gradients of maximum and minimum keep the result's shape, so their operands are repeated beforehand. */
const repeated =
  (operation: Operation): Operation =>
  (a, b) => {
    const shape = broadcast(a.shape, b.shape) as number[];
    return operation(tf.broadcastTo(a, shape), tf.broadcastTo(b, shape));
  };

const operations: Record<Arithmetic['operation'], Operation> = {
  add: tf.add,
  multiply: tf.mul,
  maximum: repeated(tf.maximum),
  minimum: repeated(tf.minimum),
  subtract: tf.sub,
  divide: tf.div,
  power: tf.pow,
};

const onnxOperators: Record<Arithmetic['operation'], string> = {
  add: 'Add',
  multiply: 'Mul',
  maximum: 'Max',
  minimum: 'Min',
  subtract: 'Sub',
  divide: 'Div',
  power: 'Pow',
};

export const arithmeticDefinition: LayerDefinition<Arithmetic> = {
  arity: [1, Infinity],
  infer: (_layer, inputs) => inputs.reduce(broadcast),
  apply: ({ operation }, inputs) => inputs.reduce((a, b) => operations[operation](a, b)),
  toOnnx({ operation }, { inputs, inputShapes, shape, add, constant }) {
    const operands = inputs.map((input, i) =>
      alignedOperand(input, i, inputShapes[i]!.length, shape.length, { add, constant }),
    );
    if (operands.length === 1) add('Identity', operands);
    operands.slice(1).reduce((left, right, i) => {
      const last = i === operands.length - 2;
      return add(onnxOperators[operation], [left, right], {}, last ? '' : `partial-${i}`);
    }, operands[0]!);
  },
  fromOnnx: arithmeticReaders,
};

/** Gives an operand of lower rank than the images it meets their axes, in ONNX' order. */
function alignedOperand(
  input: string,
  i: number,
  rank: number,
  target: number,
  { add, constant }: Pick<LayerWriter, 'add' | 'constant'>,
): string {
  if (rank === target || target !== 4 || rank === 0) return input;
  const missing = Array.from({ length: target - rank }, (_, axis) => axis);
  const raised = add('Unsqueeze', [input, constant(`axes-${i}`, int64s(missing))], {}, `raised-${i}`);
  return add('Transpose', [raised], { perm: ints(channelsFirst) }, `aligned-${i}`);
}
