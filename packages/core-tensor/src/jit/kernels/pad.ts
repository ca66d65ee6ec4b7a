/** `PadV2`: constants around a tensor, in whatever order it lies. */

import { scalar } from '../emit/scalar.js';
import { unrolled } from '../emit/unrolled.js';
import type { Attribute, ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** Elements before and after, for each axis. */
export type Paddings = readonly (readonly [before: number, after: number])[];

export function paddingsOf(attribute: Attribute): Paddings {
  return attribute as Paddings;
}

export function paddedShape(shape: readonly number[], paddings: Paddings): number[] {
  return shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
}

export const padV2: PrimitiveKernel = {
  name: 'PadV2',
  inputs: ['x'],
  infer: ([x], { paddings }) => [{ shape: paddedShape(x!.shape, paddingsOf(paddings)), dtype: x!.dtype }],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x] = inputs as [ValueId];
    const paddings = paddingsOf(attributes.paddings);
    const axes = paddings.flatMap(([before, after], axis) => (before + after > 0 ? [axis] : []));
    if (axes.length === 0) return [lowering.stored(x)];
    const at = unrolled(lowering, x, axes);
    const pads = at.order.map((axis) => paddings[axis]!);
    const name = builder.node('Pad', [
      at.name,
      builder.integers([...pads.map(([before]) => before), ...pads.map(([, after]) => after)]),
      scalar(lowering, Number(attributes.constantValue ?? 0), lowering.spec(x).dtype, 0).name,
    ]);
    return [{ ...at, name, extent: paddedShape(at.extent, pads) }];
  },
};
