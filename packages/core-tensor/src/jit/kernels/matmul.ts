/** Matrix products. A transposed operand is read as it lies: no memory moves. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import type { ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** A matrix operand: its ONNX name and whether ONNX must see it transposed. */
function matrix(lowering: Lowering, id: ValueId, transpose: boolean): { name: string; transposed: boolean } {
  const [first] = lowering.order(id);
  const lying = first === 1;
  return { name: lowering.dense(id, lying ? [1, 0] : [0, 1]), transposed: transpose !== lying };
}

export const batchMatMul: PrimitiveKernel = {
  name: 'BatchMatMul',
  inputs: ['a', 'b'],
  infer: ([a, b], { transposeA, transposeB }) => {
    const rows = a!.shape.at(transposeA === true ? -1 : -2)!;
    const columns = b!.shape.at(transposeB === true ? -2 : -1)!;
    const batch = a!.shape.slice(0, -2).map((size, axis) => Math.max(size, b!.shape[axis]!));
    return [{ shape: [...batch, rows, columns], dtype: 'float32' }];
  },
  lower: (lowering, { inputs, outputs, attributes }) => {
    const { builder } = lowering;
    const { shape } = lowering.spec(outputs[0]!);
    const [a, b] = inputs as [ValueId, ValueId];
    const transposeA = attributes.transposeA === true;
    const transposeB = attributes.transposeB === true;
    if (shape.length === 2) {
      const left = matrix(lowering, a, transposeA);
      const right = matrix(lowering, b, transposeB);
      const name = builder.node('Gemm', [left.name, right.name], {
        attributes: { transA: Number(left.transposed), transB: Number(right.transposed) },
      });
      return [denseAt(name, shape)];
    }
    const rank = shape.length;
    const straight = Array.from({ length: rank }, (_, axis) => axis);
    const swapped = [...straight.slice(0, -2), rank - 1, rank - 2];
    const left = lowering.dense(a, transposeA ? swapped : straight);
    const right = lowering.dense(b, transposeB ? swapped : straight);
    return [denseAt(builder.node('MatMul', [left, right]), shape)];
  },
};
