/** `Cumsum`: running sums along an axis, wherever it lies. */

import { unrolled } from '../emit/unrolled.js';
import type { ValueId } from '../program/program.js';
import { axisFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

export const cumsum: PrimitiveKernel = {
  name: 'Cumsum',
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x] = inputs as [ValueId];
    const along = axisFromFront(Number(attributes.axis ?? 0), lowering.spec(x).shape.length);
    const at = unrolled(lowering, x, [along]);
    const position = builder.constant({
      dataType: 'int64',
      shape: [],
      data: BigInt64Array.of(BigInt(at.order.indexOf(along))),
    });
    const name = builder.node('CumSum', [at.name, position], {
      attributes: {
        exclusive: Number(attributes.exclusive === true),
        reverse: Number(attributes.reverse === true),
      },
    });
    return [{ ...at, name }];
  },
};
