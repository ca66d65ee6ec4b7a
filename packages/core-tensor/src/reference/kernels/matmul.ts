/** Matrix products: the last two axes are matrices, the ones before are broadcast. */

import { flagAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { broadcastElementAt, broadcastShape, generate } from '../tensor.js';

export const batchMatMul: ReferenceKernel = ([a, b], attributes) => {
  const [transposeA, transposeB] = [
    flagAttribute(attributes, 'transposeA'),
    flagAttribute(attributes, 'transposeB'),
  ];
  const [rowsA = 0, columnsA = 0] = a!.shape.slice(-2);
  const [rowsB = 0, columnsB = 0] = b!.shape.slice(-2);
  const rows = transposeA ? columnsA : rowsA;
  const inner = transposeA ? rowsA : columnsA;
  const columns = transposeB ? rowsB : columnsB;
  const batch = broadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
  return [
    generate([...batch, rows, columns], (index) => {
      const outer = index.slice(0, -2);
      const [row = 0, column = 0] = index.slice(-2);
      let sum = 0;
      for (let i = 0; i < inner; i++) {
        sum +=
          broadcastElementAt(a!, [...outer, ...(transposeA ? [i, row] : [row, i])]) *
          broadcastElementAt(b!, [...outer, ...(transposeB ? [column, i] : [i, column])]);
      }
      return sum;
    }),
  ];
};

export const matmulKernels: ReferenceKernels = { BatchMatMul: batchMatMul };
