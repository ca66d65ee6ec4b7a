/** Parts of constants, and constants joined. */

import { sizeOf } from '../../../tree/index.js';
import { frontAxis } from '../../shape.js';
import { rangeOf } from '../../slice-range.js';
import { emptyLike, gathered, type HostArray } from '../host-array.js';
import { type FoldCall, type Folds, numbers } from './fold.js';

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

export const selectionFolds: Folds = { Slice: slice, Gather: gather, Concat: concat };
