/** Running sums and products along an axis. */

import { axisAttribute, flagAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { elementAt, generate, withAxis } from '../tensor.js';

const cumulative =
  (combine: (a: number, b: number) => number, neutral: number): ReferenceKernel =>
  ([x], attributes) => {
    const axis = axisAttribute(attributes, 'axis', x!.shape.length);
    const reverse = flagAttribute(attributes, 'reverse');
    const exclusive = flagAttribute(attributes, 'exclusive');
    const isBefore = (i: number, j: number) => (reverse ? i > j : i < j) || (i === j && !exclusive);
    return [
      generate(x!.shape, (index) =>
        Array.from({ length: x!.shape[axis]! }, (_, i) => i)
          .filter((i) => isBefore(i, index[axis]!))
          .reduce((total, i) => combine(total, elementAt(x!, withAxis(index, axis, i))), neutral),
      ),
    ];
  };

export const cumulativeKernels: ReferenceKernels = {
  Cumsum: cumulative((a, b) => a + b, 0),
  Cumprod: cumulative((a, b) => a * b, 1),
};
