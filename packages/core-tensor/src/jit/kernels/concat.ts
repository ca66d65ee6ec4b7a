/** `Concat`: operands one after the other along an axis, in the order of the largest. */

import { commonOrder } from '../emit/elementwise.js';
import { transposed } from '../emit/transposed.js';
import { unrolled } from '../emit/unrolled.js';
import { axisFromFront, withAxis } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

export const concat: PrimitiveKernel = {
  name: 'Concat',
  inputs: 'list',
  infer: (inputs, { axis }) => {
    const { shape, dtype } = inputs[0]!;
    const along = axisFromFront(Number(axis), shape.length);
    const total = inputs.reduce((sum, input) => sum + input.shape[along]!, 0);
    return [{ shape: withAxis(shape, along, total), dtype }];
  },
  lower: (lowering, { inputs, outputs, attributes }) => {
    const { builder } = lowering;
    const { shape } = lowering.spec(outputs[0]!);
    const along = axisFromFront(Number(attributes.axis), shape.length);
    const present = inputs.filter((id) => lowering.spec(id).shape[along] !== 0);
    if (present.length === 0) return [lowering.stored(inputs[0]!)];
    if (present.length === 1) return [lowering.stored(present[0]!)];
    const operands = present.map((id) => lowering.stored(id));
    const order = commonOrder(operands, shape.length);
    // An axis that all operands stretch stays stretched.
    const full = order.filter(
      (axis) => axis === along || operands.some((at) => at.extent[at.order.indexOf(axis)] !== 1),
    );
    const names = present.map((id) => transposed(builder, unrolled(lowering, id, full), order));
    const name = builder.node('Concat', names, { attributes: { axis: order.indexOf(along) } });
    const extent = order.map((axis) => (full.includes(axis) ? shape[axis]! : 1));
    return [{ name, order, extent, uniform: false }];
  },
};
