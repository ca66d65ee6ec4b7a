/** `GatherV2` and `GatherNd`: elements and slices picked by their positions. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { onnxNumber } from '../emit/onnx-number.js';
import { identityOrder, type Stored } from '../emit/stored.js';
import { unrolled } from '../emit/unrolled.js';
import type { Attributes, ValueId } from '../program/program.js';
import { axisFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

function read({ axis, batchDims }: Attributes, rank: number): { axis: number; batchAxes: number } {
  return { axis: axisFromFront(Number(axis ?? 0), rank), batchAxes: Number(batchDims ?? 0) };
}

export const gatherV2: PrimitiveKernel = {
  name: 'GatherV2',
  inputs: ['x', 'indices'],
  infer: ([x, indices], attributes) => {
    const { axis, batchAxes } = read(attributes, x!.shape.length);
    return [
      {
        shape: [...x!.shape.slice(0, axis), ...indices!.shape.slice(batchAxes), ...x!.shape.slice(axis + 1)],
        dtype: x!.dtype,
      },
    ];
  },
  lower: (lowering, { inputs, outputs, attributes }) => {
    const [x, indices] = inputs as [ValueId, ValueId];
    const { axis, batchAxes } = read(attributes, lowering.spec(x).shape.length);
    return [
      batchAxes === 0
        ? gathered(lowering, x, indices, axis)
        : gatheredPerBatch(lowering, x, indices, axis, batchAxes, lowering.spec(outputs[0]!).shape),
    ];
  },
};

/** The axis gives way to the axes of `indices`; the others stay where they lie. */
function gathered(lowering: Lowering, x: ValueId, indices: ValueId, axis: number): Stored {
  const { shape } = lowering.spec(indices);
  const from = lowering.stored(x);
  const added = shape.length - 1;
  if (from.uniform) {
    const rank = from.order.length + added;
    return { ...from, order: identityOrder(rank), extent: Array<number>(rank).fill(1) };
  }
  const at = unrolled(lowering, x, [axis]);
  const position = at.order.indexOf(axis);
  const name = lowering.builder.node('Gather', [at.name, lowering.dense(indices)], {
    attributes: { axis: position },
  });
  const order = at.order.flatMap((old) =>
    old === axis ? shape.map((_, i) => axis + i) : [old > axis ? old + added : old],
  );
  const extent = at.extent.flatMap((size, i) => (i === position ? shape : [size]));
  return { name, order, extent, uniform: false };
}

/** One gather over all batches at once: batch b's elements start at b times the size of the axis. */
function gatheredPerBatch(
  lowering: Lowering,
  x: ValueId,
  indices: ValueId,
  axis: number,
  batchAxes: number,
  shape: readonly number[],
): Stored {
  const { builder } = lowering;
  const from = lowering.spec(x).shape;
  const batch = sizeOf(from.slice(0, batchAxes));
  const outer = sizeOf(from.slice(batchAxes, axis));
  const size = from[axis]!;
  const inner = sizeOf(from.slice(axis + 1));
  const picked = sizeOf(lowering.spec(indices).shape.slice(batchAxes));
  const reshaped = (name: string, to: readonly number[]) =>
    builder.node('Reshape', [name, builder.integers(to)]);
  const swapped = (name: string) => builder.node('Transpose', [name], { attributes: { perm: [0, 2, 1, 3] } });
  const rows = reshaped(swapped(reshaped(lowering.dense(x), [batch, outer, size, inner])), [
    batch * size,
    outer,
    inner,
  ]);
  const starts = builder.constant({
    dataType: 'int32',
    shape: [batch, 1],
    data: Int32Array.from({ length: batch }, (_, i) => i * size),
  });
  const flat = builder.node('Add', [reshaped(lowering.dense(indices), [batch, picked]), starts]);
  const taken = builder.node('Gather', [rows, flat], { attributes: { axis: 0 } });
  return denseAt(reshaped(swapped(taken), shape), shape);
}

export const gatherNd: PrimitiveKernel = {
  name: 'GatherNd',
  inputs: ['params', 'indices'],
  infer: ([params, indices]) => [
    {
      shape: [...indices!.shape.slice(0, -1), ...params!.shape.slice(indices!.shape.at(-1))],
      dtype: params!.dtype,
    },
  ],
  lower: (lowering, { inputs, outputs }) => {
    const { builder } = lowering;
    const [params, indices] = inputs as [ValueId, ValueId];
    const positions = builder.node('Cast', [lowering.dense(indices)], {
      attributes: { to: onnxNumber.int64 },
    });
    const name = builder.node('GatherND', [lowering.dense(params), positions]);
    return [denseAt(name, lowering.spec(outputs[0]!).shape)];
  },
};
