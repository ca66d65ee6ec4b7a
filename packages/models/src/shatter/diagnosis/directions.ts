/** Directions of an output, and singular values of the Jacobian along them. */

import { cholesky, invertedTriangle, type Matrix, symmetricEigen } from '@diopter/core-tensor/linear-algebra';
import { type Key, normalValues } from '@diopter/core-tensor/random';
import { type HostTensor, sizeOf } from '@diopter/core-tensor/tree';

/** Directions of the output along which the Jacobian is taken. */
export interface OutputDirections {
  /** `[count, ...output]`, orthonormal. */
  readonly directions: HostTensor<'float32'>;
  /** Whether they are all there are: then singular values are the Jacobian's, else those of a random part of it. */
  readonly complete: boolean;
}

/** A random direction of an output, of length 1: `[1, ...output]`. */
export function unitDirection(key: Key, shape: readonly number[]): HostTensor<'float32'> {
  const { data } = normalValues(key, [sizeOf(shape)]);
  const norm = Math.hypot(...data);
  return { shape: [1, ...shape], dtype: 'float32', data: data.map((value) => value / norm) };
}

/** Every direction of an output of up to `limit` numbers; of a larger one so many orthonormal ones at random. */
export function outputDirections(key: Key, shape: readonly number[], limit: number): OutputDirections {
  const size = sizeOf(shape);
  const complete = size <= limit;
  const count = complete ? size : limit;
  const rows = complete
    ? Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => Number(i === j)))
    : orthonormal(rowsOf(normalValues(key, [count, size]).data, count));
  const data = Float32Array.from(rows.flat());
  return { directions: { shape: [count, ...shape], dtype: 'float32', data }, complete };
}

/** Rows of the same span that are orthogonal and of length 1: `L⁻¹ V` with `L Lᵀ = V Vᵀ`. */
function orthonormal(rows: number[][]): number[][] {
  const inverse = invertedTriangle(cholesky(gram(rows))!);
  return inverse.map((weights) =>
    rows[0]!.map((_, column) => weights.reduce((sum, weight, i) => sum + weight * rows[i]![column]!, 0)),
  );
}

/** Gradients in single precision leave singular values of about this share of the largest where there are none. */
const rounding = 1e-6;

/** The singular values of a matrix of `count` rows, the largest first, as many as the shorter side has; what rounding leaves is 0. */
export function singularValues(data: ArrayLike<number>, count: number): number[] {
  const rows = rowsOf(data, count);
  const { values } = symmetricEigen(gram(rows));
  const sorted = Array.from(values, (value) => Math.sqrt(Math.max(0, value))).sort((a, b) => b - a);
  const least = rounding * sorted[0]!;
  return sorted.slice(0, Math.min(count, rows[0]!.length)).map((value) => (value > least ? value : 0));
}

function rowsOf(data: ArrayLike<number>, count: number): number[][] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => Array.from({ length }, (_, j) => data[i * length + j]!));
}

function gram(rows: Matrix): number[][] {
  return rows.map((a) => rows.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));
}
