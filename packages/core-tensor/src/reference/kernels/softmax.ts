/** Softmax and its logarithm along one axis. */

import { axisAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { elementAt, generate, type Index, type ReferenceTensor, withAxis } from '../tensor.js';

function logSoftmax(x: ReferenceTensor, axis: number): ReferenceTensor {
  return generate(x.shape, (index: Index) => {
    const row = Array.from({ length: x.shape[axis]! }, (_, i) => elementAt(x, withAxis(index, axis, i)));
    const maximum = row.reduce((a, b) => Math.max(a, b));
    const total = row.reduce((sum, element) => sum + Math.exp(element - maximum), 0);
    return elementAt(x, index) - maximum - Math.log(total);
  });
}

export const softmaxKernels: ReferenceKernels = {
  Softmax: ([logits], attributes) => {
    const { shape, data } = logSoftmax(logits!, axisAttribute(attributes, 'dim', logits!.shape.length, -1));
    return [{ shape, data: data.map(Math.exp) }];
  },
  LogSoftmax: ([logits], attributes) => [
    logSoftmax(logits!, axisAttribute(attributes, 'axis', logits!.shape.length, -1)),
  ],
};
