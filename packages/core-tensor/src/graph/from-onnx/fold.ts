/** Operators on constants, computed while a file is read: mostly what exporters write to compute shapes. */

import { sizeOf } from '../../tree/index.js';
import { isIdentity, permuted } from '../layout.js';
import { permuteData, stridesOf } from '../permute-data.js';
import { frontAxis } from '../shape.js';
import { rangeOf } from '../slice-range.js';
import type { AttributeReader } from './attributes.js';
import { elementTypes } from './element-type.js';
import { emptyLike, fromTensor, gathered, type HostArray, int64Array, positionOf } from './host-array.js';

/** What a folding function may look at. `inputs` are all constants; an absent optional input is `undefined`. */
export interface FoldCall {
  readonly inputs: readonly (HostArray | undefined)[];
  readonly attributes: AttributeReader;
}

/** Computes an operator on constants; `undefined` if it cannot (then the operator is read as a layer). */
type Fold = (call: FoldCall) => HostArray | undefined;

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
function elementwise(
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

/** The numbers of an input, or of the attribute that held them in older files. */
function numbers({ inputs, attributes }: FoldCall, i: number, name: string): number[] | undefined {
  const input = inputs[i];
  return input === undefined ? attributes.ints(name)?.slice() : Array.from(input.data);
}

function reshaped(array: HostArray, target: readonly number[]): HostArray | undefined {
  const kept = target.map((size, axis) => (size === 0 ? array.shape[axis]! : size));
  const rest = kept.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  const shape = kept.map((size) => (size === -1 ? array.data.length / rest : size));
  return sizeOf(shape) === array.data.length ? { ...array, shape } : undefined;
}

function constantOf({ attributes }: FoldCall): HostArray | undefined {
  const tensor = attributes.tensor('value');
  if (tensor !== undefined) return fromTensor(tensor);
  const integers = attributes.ints('value_ints');
  if (integers !== undefined) return int64Array(integers);
  if (attributes.has('value_int')) return int64Array([attributes.int('value_int', 0)], []);
  const floats = attributes.floats('value_floats');
  if (floats !== undefined)
    return { dataType: 'float32', shape: [floats.length], data: Float32Array.from(floats) };
  if (!attributes.has('value_float')) return undefined;
  return { dataType: 'float32', shape: [], data: Float32Array.of(attributes.float('value_float', 0)) };
}

function slice(call: FoldCall): HostArray | undefined {
  const [x] = call.inputs;
  const [starts, ends] = [numbers(call, 1, 'starts'), numbers(call, 2, 'ends')];
  if (starts === undefined || ends === undefined) return undefined;
  const axes = numbers(call, 3, 'axes') ?? starts.map((_, i) => i);
  const steps = numbers(call, 4, 'steps') ?? starts.map(() => 1);
  return axes.reduce((array, axis, i) => {
    const front = frontAxis(axis, array.shape.length);
    const size = array.shape[front]!;
    const { first, count, step } = rangeOf({ start: starts[i]!, end: ends[i]!, step: steps[i]! }, size);
    return takeAlong(
      array,
      front,
      Array.from({ length: count }, (_, k) => first + k * step),
    );
  }, x!);
}

/** The entries at the given indices along an axis. */
function takeAlong(array: HostArray, axis: number, indices: readonly number[]): HostArray {
  const inner = sizeOf(array.shape.slice(axis + 1));
  const size = array.shape[axis]!;
  const shape = array.shape.with(axis, indices.length);
  return gathered(array, shape, (i) => {
    const within = i % inner;
    const along = Math.floor(i / inner) % indices.length;
    const outer = Math.floor(i / inner / indices.length);
    return (outer * size + indices[along]!) * inner + within;
  });
}

function gather({ inputs: [x, indices], attributes }: FoldCall): HostArray {
  const axis = frontAxis(attributes.int('axis', 0), x!.shape.length);
  const size = x!.shape[axis]!;
  const taken = takeAlong(
    x!,
    axis,
    Array.from(indices!.data, (i) => (i < 0 ? i + size : i)),
  );
  return { ...taken, shape: [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)] };
}

function concat({ inputs, attributes }: FoldCall): HostArray | undefined {
  const arrays = inputs.filter((input) => input !== undefined);
  const [first] = arrays;
  const axis = frontAxis(attributes.int('axis', 0), first!.shape.length);
  const shape = first!.shape.with(
    axis,
    arrays.reduce((sum, array) => sum + array.shape[axis]!, 0),
  );
  const outer = sizeOf(shape.slice(0, axis));
  const data = emptyLike(first!, sizeOf(shape));
  let to = 0;
  for (let i = 0; i < outer; i++) {
    for (const array of arrays) {
      const run = array.data.length / outer;
      data.set(array.data.subarray(i * run, (i + 1) * run), to);
      to += run;
    }
  }
  return { dataType: first!.dataType, shape, data };
}

function squeeze(call: FoldCall): HostArray {
  const [x] = call.inputs;
  const axes = numbers(call, 1, 'axes')?.map((axis) => frontAxis(axis, x!.shape.length));
  return {
    ...x!,
    shape: x!.shape.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis))),
  };
}

function unsqueeze(call: FoldCall): HostArray | undefined {
  const [x] = call.inputs;
  const axes = numbers(call, 1, 'axes');
  if (axes === undefined) return undefined;
  const rank = x!.shape.length + axes.length;
  const inserted = new Set(axes.map((axis) => frontAxis(axis, rank)));
  const sizes = [...x!.shape];
  const shape = Array.from({ length: rank }, (_, axis) => (inserted.has(axis) ? 1 : sizes.shift()!));
  return { ...x!, shape };
}

function transpose({ inputs: [x], attributes }: FoldCall): HostArray {
  const permutation = attributes.ints('perm') ?? x!.shape.map((_, axis) => axis).reverse();
  if (isIdentity(permutation)) return x!;
  return { ...x!, shape: permuted(x!.shape, permutation), data: permuteData(x!.data, x!.shape, permutation) };
}

function expand({ inputs: [x, shape] }: FoldCall): HostArray | undefined {
  const target = Array.from(shape!.data);
  if (target.some(Number.isNaN)) return undefined;
  const ones: HostArray = { dataType: x!.dataType, shape: target, data: new Float64Array(sizeOf(target)) };
  return elementwise([x!, ones], x!.dataType, ([value]) => value!);
}

function constantOfShape({ inputs: [shape], attributes }: FoldCall): HostArray | undefined {
  const sizes = Array.from(shape!.data);
  if (sizes.some(Number.isNaN)) return undefined;
  const tensor = attributes.tensor('value');
  const value = tensor === undefined ? { dataType: 'float32' as const, data: [0] } : fromTensor(tensor);
  if (value === undefined) return undefined;
  const data = emptyLike(value, sizeOf(sizes)).fill(value.data[0]!);
  return { dataType: value.dataType, shape: sizes, data };
}

function cast({ inputs: [x], attributes }: FoldCall): HostArray | undefined {
  const dataType = elementTypes[attributes.int('to', 0)];
  if (dataType === undefined) return undefined;
  if (dataType === x!.dataType) return x!;
  const whole = !dataType.startsWith('float');
  const data = emptyLike({ dataType }, x!.data.length);
  data.set(whole ? x!.data.map((value) => Math.trunc(value)) : x!.data);
  return { dataType, shape: x!.shape, data };
}

function range({ inputs: [start, limit, delta] }: FoldCall): HostArray | undefined {
  const [from, to, step] = [start!.data[0]!, limit!.data[0]!, delta!.data[0]!];
  const count = Math.max(Math.ceil((to - from) / step), 0);
  if (Number.isNaN(count)) return undefined;
  const data = emptyLike(start!, count).map((_, i) => from + i * step);
  return { dataType: start!.dataType, shape: [count], data };
}

/** Every operator that is computed on constants. */
export const folds: Readonly<Record<string, Fold>> = {
  Constant: constantOf,
  ConstantOfShape: constantOfShape,
  Identity: ({ inputs: [x] }) => x,
  Cast: cast,
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
  Gather: gather,
  Slice: slice,
  Concat: concat,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Reshape: (call) => reshaped(call.inputs[0]!, numbers(call, 1, 'shape') ?? []),
  Flatten: ({ inputs: [x], attributes }) => {
    const axis = frontAxis(attributes.int('axis', 1), x!.shape.length);
    return reshaped(x!, [sizeOf(x!.shape.slice(0, axis)), -1]);
  },
  Transpose: transpose,
  Expand: expand,
  Range: range,
};
