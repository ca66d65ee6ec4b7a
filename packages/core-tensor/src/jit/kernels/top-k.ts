/** `TopK`: the largest elements along the last axis and where they are; of equal ones the first comes first. */

import { converted } from '../emit/converted.js';
import { unrolled } from '../emit/unrolled.js';
import type { ValueId } from '../program/program.js';
import { withAxis } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

export const topK: PrimitiveKernel = {
  name: 'TopK',
  inputs: ['x'],
  infer: ([x], { k }) => {
    const shape = [...x!.shape.slice(0, -1), Number(k ?? 1)];
    return [
      { shape, dtype: x!.dtype },
      { shape, dtype: 'int32' },
    ];
  },
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x] = inputs as [ValueId];
    const rank = lowering.spec(x).shape.length;
    const at = unrolled(lowering, x, [rank - 1]);
    const position = at.order.indexOf(rank - 1);
    const k = Number(attributes.k ?? 1);
    const [values, indices] = builder.multiple('TopK', [at.name, builder.integers([k])], 2, {
      attributes: { axis: position },
    });
    const extent = withAxis(at.extent, position, k);
    return [
      { ...at, name: values!, extent },
      converted(lowering, { ...at, name: indices!, extent }, 'int32', rank),
    ];
  },
};
