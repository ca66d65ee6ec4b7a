/** Separable linear maps of images: one constant matrix for the rows, one for the columns. */

import type { OnnxBuilder } from './builder.js';

/** A dense row-major matrix, `[rows, columns]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** `vertical * image * horizontal^T` for every channel of an NCHW image: faster here than a depthwise convolution. */
export function bandProduct(
  builder: OnnxBuilder,
  image: string,
  vertical: Matrix,
  horizontal: Matrix,
): string {
  const wide = isIdentity(horizontal)
    ? image
    : builder.node('MatMul', [image, constant(builder, transpose(horizontal))]);
  return isIdentity(vertical) ? wide : builder.node('MatMul', [constant(builder, vertical), wide]);
}

export function transpose({ rows, columns, data }: Matrix): Matrix {
  const turned = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  }
  return { rows: columns, columns: rows, data: turned };
}

function constant(builder: OnnxBuilder, { rows, columns, data }: Matrix): string {
  return builder.constant({ dataType: 'float32', shape: [rows, columns], data });
}

function isIdentity({ rows, columns, data }: Matrix): boolean {
  return rows === columns && data.every((value, i) => value === (i % (columns + 1) === 0 ? 1 : 0));
}
