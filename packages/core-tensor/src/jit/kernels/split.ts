/** `SplitV`: consecutive blocks along an axis. */

import type { Attributes, ValueId } from '../program/program.js';
import { axisFromFront, withAxis } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

interface Parts {
  readonly axis: number;
  readonly sizes: readonly number[];
}

/** A number of equal parts, or the size of each, of which one may be -1: what the others leave. */
function parts(shape: readonly number[], { axis, numOrSizeSplits }: Attributes): Parts {
  const along = axisFromFront(Number(axis ?? 0), shape.length);
  const full = shape[along]!;
  if (typeof numOrSizeSplits === 'number') {
    return { axis: along, sizes: Array<number>(numOrSizeSplits).fill(full / numOrSizeSplits) };
  }
  const wanted = numOrSizeSplits as readonly number[];
  const known = wanted.reduce((sum, size) => (size === -1 ? sum : sum + size), 0);
  return { axis: along, sizes: wanted.map((size) => (size === -1 ? full - known : size)) };
}

export const splitV: PrimitiveKernel = {
  name: 'SplitV',
  inputs: ['x'],
  outputs: 'list',
  infer: ([x], attributes) => {
    const { axis, sizes } = parts(x!.shape, attributes);
    return sizes.map((size) => ({ shape: withAxis(x!.shape, axis, size), dtype: x!.dtype }));
  },
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x] = inputs as [ValueId];
    const { shape } = lowering.spec(x);
    const { axis, sizes } = parts(shape, attributes);
    const at = lowering.stored(x);
    const position = at.order.indexOf(axis);
    if (at.uniform || sizes.length === 1 || at.extent[position] !== shape[axis]) return sizes.map(() => at);
    const names = builder.multiple('Split', [at.name, builder.integers(sizes)], sizes.length, {
      attributes: { axis: position },
    });
    return names.map((name, i) => ({ ...at, name, extent: withAxis(at.extent, position, sizes[i]!) }));
  },
};
