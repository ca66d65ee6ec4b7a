/** `Reverse`: elements from last to first along axes, in whatever order the operand lies. */

import type { ValueId } from '../program/program.js';
import { axesFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

export const reverse: PrimitiveKernel = {
  name: 'Reverse',
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x] = inputs as [ValueId];
    const at = lowering.stored(x);
    const axes = axesFromFront(attributes.dims, at.order.length);
    const positions = at.order.flatMap((axis, position) =>
      axes.includes(axis) && at.extent[position]! > 1 ? [position] : [],
    );
    if (positions.length === 0) return [at];
    const each = (value: number) => builder.integers(positions.map(() => value));
    // The end lies before the first element: ONNX takes any number that is small enough for that.
    const beforeFirst = -(2 ** 31);
    const name = builder.node('Slice', [
      at.name,
      each(-1),
      each(beforeFirst),
      builder.integers(positions),
      each(-1),
    ]);
    return [{ ...at, name }];
  },
};
