/** `UnsortedSegmentSum`: sums of the slices that share a segment; slices of negative segments are dropped. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { onnxNumber } from '../emit/onnx-number.js';
import { scalar } from '../emit/scalar.js';
import { scatterAdd } from '../emit/scatter-add.js';
import type { ProgramNode, ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** Up to so many segments, a product with one-hot rows is faster than scattering. */
const fewSegments = 256;

export const unsortedSegmentSum: PrimitiveKernel = {
  name: 'UnsortedSegmentSum',
  inputs: ['x', 'segmentIds'],
  infer: ([x, segmentIds], { numSegments }) => [
    { shape: [Number(numSegments), ...x!.shape.slice(segmentIds!.shape.length)], dtype: x!.dtype },
  ],
  lower: (lowering, node) => {
    const { shape, dtype } = lowering.spec(node.outputs[0]!);
    const sums = dtype === 'float32' && shape[0]! <= fewSegments ? oneHotSums : scatteredSums;
    const name = sums(lowering, node, shape[0]!, sizeOf(shape.slice(1)));
    return [denseAt(lowering.builder.node('Reshape', [name, lowering.builder.integers(shape)]), shape)];
  },
};

function oneHotSums(lowering: Lowering, { inputs }: ProgramNode, segments: number, columns: number): string {
  const { builder } = lowering;
  const [x, segmentIds] = inputs as [ValueId, ValueId];
  const count = sizeOf(lowering.spec(segmentIds).shape);
  const ids = builder.node('Reshape', [lowering.dense(segmentIds), builder.integers([1, count])]);
  const data = Int32Array.from({ length: segments }, (_, i) => i);
  const numbers = builder.constant({ dataType: 'int32', shape: [segments, 1], data });
  const oneHot = builder.node('Cast', [builder.node('Equal', [numbers, ids])], {
    attributes: { to: onnxNumber.float32 },
  });
  const rows = builder.node('Reshape', [lowering.dense(x), builder.integers([count, columns])]);
  return builder.node('MatMul', [oneHot, rows]);
}

/** What has no segment goes to one more row, which is cut off. */
function scatteredSums(
  lowering: Lowering,
  { inputs }: ProgramNode,
  segments: number,
  columns: number,
): string {
  const { builder } = lowering;
  const [x, segmentIds] = inputs as [ValueId, ValueId];
  const count = sizeOf(lowering.spec(segmentIds).shape);
  const integer = (value: number) => scalar(lowering, value, 'int32', 0).name;
  const ids = builder.node('Reshape', [lowering.dense(segmentIds), builder.integers([count, 1])]);
  const valid = builder.node('And', [
    builder.node('GreaterOrEqual', [ids, integer(0)]),
    builder.node('Less', [ids, integer(segments)]),
  ]);
  const rows = builder.node('Where', [valid, ids, integer(segments)]);
  const sums = scatterAdd(builder, {
    rows: segments + 1,
    columns,
    indices: builder.node('Expand', [rows, builder.integers([count, columns])]),
    updates: builder.node('Reshape', [lowering.dense(x), builder.integers([count, columns])]),
    dtype: lowering.spec(x).dtype,
  });
  return builder.node('Slice', [sums, ...[[0], [segments], [0]].map((values) => builder.integers(values))]);
}
