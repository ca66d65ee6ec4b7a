/** Arithmetic on constants. */

import { sizeOf } from '../../../tree/index.js';
import { stridesOf } from '../../permute-data.js';
import { emptyLike, type HostArray, positionOf } from '../host-array.js';
import type { Fold, Folds } from './fold.js';

const unary =
  (f: (x: number) => number): Fold =>
  ({ inputs: [x] }) => ({ ...x!, data: x!.data.map(f) });

const binary =
  (f: (a: number, b: number, integers: boolean) => number): Fold =>
  ({ inputs: [a, b] }) => {
    const integers = !a!.dataType.startsWith('float');
    return elementwise([a!, b!], a!.dataType, ([a, b]) => f(a!, b!, integers));
  };

const comparison =
  (f: (a: number, b: number) => boolean): Fold =>
  ({ inputs: [a, b] }) =>
    elementwise([a!, b!], 'bool', ([a, b]) => Number(f(a!, b!)));

/** Applies a function to arrays whose shapes are broadcast. */
export function elementwise(
  arrays: readonly HostArray[],
  dataType: HostArray['dataType'],
  f: (values: readonly number[]) => number,
): HostArray | undefined {
  const rank = Math.max(...arrays.map(({ shape }) => shape.length));
  const shapes = arrays.map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = shapes[0]!.map((_, axis) => shapes.map((s) => s[axis]!).reduce((a, b) => (a === 1 ? b : a)));
  if (shapes.some((s) => s.some((size, axis) => size !== 1 && size !== shape[axis]))) return undefined;
  const strides = shapes.map((s) => stridesOf(s).map((stride, axis) => (s[axis] === 1 ? 0 : stride)));
  const data = emptyLike({ dataType }, sizeOf(shape));
  for (let i = 0; i < data.length; i++) {
    const position = positionOf(i, shape);
    const at = (stride: readonly number[]) => position.reduce((sum, p, axis) => sum + p * stride[axis]!, 0);
    data[i] = f(arrays.map((array, k) => array.data[at(strides[k]!)]!));
  }
  return { dataType, shape, data };
}

export const arithmeticFolds: Folds = {
  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Floor: unary(Math.floor),
  Ceil: unary(Math.ceil),
  Sqrt: unary(Math.sqrt),
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b, integers) => (integers ? Math.trunc(a / b) : a / b)),
  Pow: binary((a, b) => a ** b),
  Equal: comparison((a, b) => a === b),
  Less: comparison((a, b) => a < b),
  Greater: comparison((a, b) => a > b),
  Where: ({ inputs: [condition, a, b] }) =>
    elementwise([condition!, a!, b!], a!.dataType, ([condition, a, b]) => (condition === 0 ? b! : a!)),
};
