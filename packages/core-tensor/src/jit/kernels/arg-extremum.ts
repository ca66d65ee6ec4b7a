/** `ArgMax` and `ArgMin`: where the first largest or smallest element along an axis is. */

import { converted } from '../emit/converted.js';
import { unrolled } from '../emit/unrolled.js';
import type { ValueId } from '../program/program.js';
import { axisFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';
import { reducedShape } from './reduction.js';

function argExtremum(name: 'ArgMax' | 'ArgMin'): PrimitiveKernel {
  return {
    name,
    inputs: ['x'],
    infer: ([x], { axis }) => {
      const along = axisFromFront(Number(axis), x!.shape.length);
      return [{ shape: reducedShape(x!.shape, [along], false), dtype: 'int32' }];
    },
    lower: (lowering, { inputs, attributes }) => {
      const [x] = inputs as [ValueId];
      const rank = lowering.spec(x).shape.length;
      const along = axisFromFront(Number(attributes.axis), rank);
      const at = unrolled(lowering, x, [along]);
      const position = at.order.indexOf(along);
      const index = lowering.builder.node(name, [at.name], { attributes: { axis: position, keepdims: 0 } });
      const reduced = {
        name: index,
        order: at.order.filter((axis) => axis !== along).map((axis) => (axis > along ? axis - 1 : axis)),
        extent: at.extent.filter((_, i) => i !== position),
        uniform: false,
      };
      return [converted(lowering, reduced, 'int32', rank - 1)];
    },
  };
}

export const argMax = argExtremum('ArgMax');
export const argMin = argExtremum('ArgMin');
