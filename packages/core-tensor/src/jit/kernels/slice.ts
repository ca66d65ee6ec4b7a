/** `Slice`: a contiguous block, in whatever order the operand lies; stretched axes are not unrolled. */

import { slice_util, type TensorInfo } from '@tensorflow/tfjs';
import type { Lowering } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** First element and number of elements along every axis, as `tf.slice` reads its arguments. */
function block(shape: readonly number[], { begin, size }: Attributes): [begin: number[], size: number[]] {
  const [first, count] = slice_util.parseSliceParams(
    { shape } as TensorInfo,
    begin as number | number[],
    size as number | number[],
  );
  return [first!, count!];
}

/** Elements `begin` to `begin + size` along every axis. */
export function sliced(
  lowering: Lowering,
  id: ValueId,
  begin: readonly number[],
  size: readonly number[],
): Stored {
  const { builder } = lowering;
  const { shape } = lowering.spec(id);
  const at = lowering.stored(id);
  if (at.uniform) return at;
  const isCut = (axis: number, position: number) =>
    at.extent[position] === shape[axis] && size[axis] !== shape[axis];
  const positions = at.order.flatMap((axis, position) => (isCut(axis, position) ? [position] : []));
  if (positions.length === 0) return at;
  const axes = positions.map((position) => at.order[position]!);
  const name = builder.node('Slice', [
    at.name,
    builder.integers(axes.map((axis) => begin[axis]!)),
    builder.integers(axes.map((axis) => begin[axis]! + size[axis]!)),
    builder.integers(positions),
  ]);
  const extent = at.order.map((axis, position) =>
    positions.includes(position) ? size[axis]! : at.extent[position]!,
  );
  return { ...at, name, extent };
}

export const slice: PrimitiveKernel = {
  name: 'Slice',
  inputs: ['x'],
  infer: ([x], attributes) => [{ shape: block(x!.shape, attributes)[1], dtype: x!.dtype }],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [ValueId];
    return [sliced(lowering, x, ...block(lowering.spec(x).shape, attributes))];
  },
};
