/** `Softmax` and `LogSoftmax` along one axis, wherever it lies. */

import { unrolled } from '../emit/unrolled.js';
import type { ValueId } from '../program/program.js';
import { axisFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

/** tfjs calls the axis of one of them `dim`. */
function softmaxLike(name: string, axis: 'dim' | 'axis'): PrimitiveKernel {
  return {
    name,
    inputs: ['logits'],
    infer: ([logits]) => [{ shape: logits!.shape, dtype: 'float32' }],
    lower: (lowering, { inputs, attributes }) => {
      const [logits] = inputs as [ValueId];
      const along = axisFromFront(Number(attributes[axis] ?? -1), lowering.spec(logits).shape.length);
      const at = unrolled(lowering, logits, [along]);
      const position = at.order.indexOf(along);
      return [{ ...at, name: lowering.builder.node(name, [at.name], { attributes: { axis: position } }) }];
    },
  };
}

export const softmax = softmaxLike('Softmax', 'dim');
export const logSoftmax = softmaxLike('LogSoftmax', 'axis');
