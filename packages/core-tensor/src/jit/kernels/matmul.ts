/** Matrix products. A transposed operand is read as it lies: no memory moves. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { identityOrder } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

/** A matrix operand: its ONNX name and whether ONNX must see it transposed. */
function matrix(lowering: Lowering, id: ValueId, transpose: boolean): { name: string; transposed: boolean } {
  const [first] = lowering.order(id);
  const lying = first === 1;
  return { name: lowering.dense(id, lying ? [1, 0] : [0, 1]), transposed: transpose !== lying };
}

/** The logical order, or the same with rows and columns swapped. */
function matrixOrder(rank: number, transpose: boolean): number[] {
  const order = identityOrder(rank);
  return transpose ? [...order.slice(0, -2), rank - 1, rank - 2] : order;
}

export const batchMatMul: PrimitiveKernel = {
  name: 'BatchMatMul',
  inputs: ['a', 'b'],
  infer: ([a, b], { transposeA, transposeB }) => {
    const rows = a!.shape.at(transposeA === true ? -1 : -2)!;
    const columns = b!.shape.at(transposeB === true ? -2 : -1)!;
    const batch = broadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    return [{ shape: [...batch, rows, columns], dtype: a!.dtype }];
  },
  lower: (lowering, { inputs, outputs, attributes }) => {
    const { builder } = lowering;
    const { shape, dtype } = lowering.spec(outputs[0]!);
    const [a, b] = inputs as [ValueId, ValueId];
    const transposeA = attributes.transposeA === true;
    const transposeB = attributes.transposeB === true;
    if (shape.length === 2 && dtype === 'float32') {
      const left = matrix(lowering, a, transposeA);
      const right = matrix(lowering, b, transposeB);
      const name = builder.node('Gemm', [left.name, right.name], {
        attributes: { transA: Number(left.transposed), transB: Number(right.transposed) },
      });
      return [denseAt(name, shape)];
    }
    const left = lowering.dense(a, matrixOrder(lowering.spec(a).shape.length, transposeA));
    const right = lowering.dense(b, matrixOrder(lowering.spec(b).shape.length, transposeB));
    return [denseAt(builder.node('MatMul', [left, right]), shape)];
  },
};
