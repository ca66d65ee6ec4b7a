/** Matrix products. A transposed right side is read as it lies; a transposed left side is turned over first. */

import type { OnnxBuilder } from '../emit/builder.js';
import { denseAt, type Lowering } from '../emit/lowering.js';
import { identityOrder } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

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
    const [a, b] = inputs as [ValueId, ValueId];
    const left = leftOperand(lowering, a, attributes.transposeA === true);
    const right = rightOperand(lowering, b, attributes.transposeB === true, lowering.spec(a).shape.length);
    const name = right.transposed
      ? lowering.builder.node('FusedMatMul', [left, right.name], {
          domain: 'com.microsoft',
          attributes: { transB: 1 },
        })
      : lowering.builder.node('MatMul', [left, right.name]);
    return [denseAt(name, lowering.spec(outputs[0]!).shape)];
  },
};

/** The orders in which a stack of matrices lies straight, and with rows and columns swapped. */
function matrixOrders(rank: number): { straight: number[]; swapped: number[] } {
  const straight = identityOrder(rank);
  return { straight, swapped: [...straight.slice(0, -2), rank - 1, rank - 2] };
}

/** The left side as ONNX multiplies it. */
function leftOperand(lowering: Lowering, id: ValueId, transpose: boolean): string {
  const { shape } = lowering.spec(id);
  const { straight, swapped } = matrixOrders(shape.length);
  const wanted = transpose ? swapped : straight;
  const lying = lowering.order(id);
  if (lying.join() === wanted.join()) return lowering.dense(id, wanted);
  const name = lowering.dense(id, transpose ? straight : swapped);
  return turnedOver(lowering.builder, name, transpose ? shape : swap(shape));
}

/** The right side as it lies, and whether ONNX must read it transposed, which it can where both sides have as many axes. */
function rightOperand(
  lowering: Lowering,
  id: ValueId,
  transpose: boolean,
  leftRank: number,
): { name: string; transposed: boolean } {
  const { straight, swapped } = matrixOrders(lowering.spec(id).shape.length);
  const wanted = transpose ? swapped : straight;
  const other = transpose ? straight : swapped;
  const transposed = lowering.order(id).join() === other.join() && leftRank === straight.length;
  return { name: lowering.dense(id, transposed ? other : wanted), transposed };
}

const swap = (shape: readonly number[]): number[] => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];

/**
 * Matrices of the given shape with rows and columns swapped. The Reshapes keep ONNX Runtime from fusing the Transpose into
 * the product: reading a transposed left side costs it a third of its speed, more than turning it over here.
 */
function turnedOver(builder: OnnxBuilder, name: string, shape: readonly number[]): string {
  const rank = shape.length;
  const apart = builder.node('Reshape', [name, builder.integers([...shape, 1])]);
  const perm = [...identityOrder(rank - 2), rank - 1, rank - 2, rank];
  const turned = builder.node('Transpose', [apart], { attributes: { perm } });
  return builder.node('Reshape', [turned, builder.integers(swap(shape))]);
}
