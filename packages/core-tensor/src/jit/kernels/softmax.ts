/** `Softmax` and `LogSoftmax` along one axis, wherever it lies. */

import { elementwise } from '../emit/elementwise.js';
import type { Lowering } from '../emit/lowering.js';
import { type Reduction, reduce } from '../emit/reduce.js';
import type { Stored } from '../emit/stored.js';
import { unrolled } from '../emit/unrolled.js';
import type { ValueId } from '../program/program.js';
import { axisFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

/** tfjs calls the axis of one of them `dim`. */
function softmaxLike(name: 'Softmax' | 'LogSoftmax', attribute: 'dim' | 'axis'): PrimitiveKernel {
  return {
    name,
    inputs: ['logits'],
    infer: ([logits]) => [{ shape: logits!.shape, dtype: 'float32' }],
    lower: (lowering, { inputs, attributes }) => {
      const [logits] = inputs as [ValueId];
      const { shape } = lowering.spec(logits);
      const axis = axisFromFront(Number(attributes[attribute] ?? -1), shape.length);
      const at = unrolled(lowering, logits, [axis]);
      const position = at.order.indexOf(axis);
      if (position < shape.length - 1) return [spelledOut(lowering, name, at, shape, axis)];
      return [{ ...at, name: lowering.builder.node(name, [at.name], { attributes: { axis: position } }) }];
    },
  };
}

/** The definition, shifted by the maximum: along other axes than the last, ONNX Runtime's operator is thirty times as slow. */
function spelledOut(
  lowering: Lowering,
  name: 'Softmax' | 'LogSoftmax',
  at: Stored,
  shape: readonly number[],
  axis: number,
): Stored {
  const apply = (op: string, ...operands: readonly Stored[]) =>
    elementwise(lowering, op, operands, shape.length);
  const reduced = (how: Reduction, operand: Stored) =>
    reduce(lowering, how, { shape, dtype: 'float32', at: operand }, [axis], true);
  const shifted = apply('Sub', at, reduced({ op: 'ReduceMax' }, at));
  const exponentials = apply('Exp', shifted);
  const total = reduced({ op: 'ReduceSum' }, exponentials);
  return name === 'Softmax' ? apply('Div', exponentials, total) : apply('Sub', shifted, apply('Log', total));
}

export const softmax = softmaxLike('Softmax', 'dim');
export const logSoftmax = softmaxLike('LogSoftmax', 'axis');
