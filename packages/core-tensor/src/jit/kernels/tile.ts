/** Repetition along axes: an axis of size 1 is only stretched, which costs nothing until it must be dense. */

import { denseAt } from '../emit/lowering.js';
import { physicalShape } from '../emit/stored.js';
import type { PrimitiveKernel } from './kernel.js';

export const tile: PrimitiveKernel = {
  name: 'Tile',
  inputs: ['x'],
  infer: ([x], { reps }) => [
    { shape: x!.shape.map((size, axis) => size * (reps as number[])[axis]!), dtype: x!.dtype },
  ],
  lower: (lowering, { inputs, outputs, attributes }) => {
    const id = inputs[0]!;
    const reps = attributes.reps as number[];
    const { shape } = lowering.spec(id);
    const at = lowering.stored(id);
    if (at.uniform || reps.every((count, axis) => count === 1 || shape[axis] === 1)) return [at];
    const name = lowering.builder.node('Tile', [
      lowering.dense(id, at.order),
      lowering.builder.integers(physicalShape(reps, at.order)),
    ]);
    return [denseAt(name, lowering.spec(outputs[0]!).shape, at.order)];
  },
};

/** `BroadcastTo`: like `Tile` of axes of size 1, new axes in front included. */
export const broadcastTo: PrimitiveKernel = {
  name: 'BroadcastTo',
  inputs: ['x'],
  infer: ([x], { shape }) => [{ shape: shape as number[], dtype: x!.dtype }],
  lower: (lowering, { inputs, outputs }) => {
    const rank = lowering.spec(outputs[0]!).shape.length;
    const at = lowering.stored(inputs[0]!);
    if (at.uniform)
      return [
        { ...at, order: Array.from({ length: rank }, (_, i) => i), extent: Array<number>(rank).fill(1) },
      ];
    const added = rank - at.order.length;
    if (added === 0) return [at];
    const order = [
      ...Array.from({ length: added }, (_, axis) => axis),
      ...at.order.map((axis) => axis + added),
    ];
    const extent = [...Array<number>(added).fill(1), ...at.extent];
    return [
      {
        name: lowering.builder.node('Reshape', [at.name, lowering.builder.integers(extent)]),
        order,
        extent,
        uniform: false,
      },
    ];
  },
};
