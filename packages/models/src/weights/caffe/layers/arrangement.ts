/** Layers that take values apart, put them together, and give them other shapes. */

import {
  add,
  arithmetic,
  concat,
  flatten,
  identity,
  multiply,
  reshape,
  type SliceRange,
  scale,
  slice,
} from '@diopter/core-tensor/graph';
import { axisHere, fromCaffeOrder, toCaffeOrder } from '../axes.js';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';

export const arrangementReaders: LayerReaders = {
  Split: ({ inputs, tops }) => tops.map(() => inputs[0]!),
  Concat: (call) => {
    const fields = call.fields.message('concat_param');
    const axis = fields.number('axis', fields.number('concat_dim', 1));
    return call.emit(concat({ axis: axisHere(axis, call.inputs[0]!.shape.length) }), call.inputs);
  },
  Eltwise: readEltwise,
  Flatten: readFlatten,
  Reshape: readReshape,
  Slice: readSlice,
  Crop: readCrop,
  CropSimple: readCropSimple,
};

const operations = { PROD: multiply, SUM: add, MAX: () => arithmetic('maximum') } as const;

function readEltwise(call: LayerCall): Value {
  const fields = call.fields.message('eltwise_param');
  const name = fields.choice('operation', ['PROD', 'SUM', 'MAX'], 'SUM');
  if (!isOperation(name)) throw call.refuse(`its operation is ${name}`);
  const coefficients = name === 'SUM' ? fields.numbers('coeff') : [];
  const single = call.inputs.length === 1;
  const terms = call.inputs.map((input, i) => {
    const multiplier = coefficients[i] ?? 1;
    if (multiplier === 1 && !single) return input;
    const layer = multiplier === 1 ? identity() : scale({ multiplier });
    return call.emit(layer, [input], single ? {} : { suffix: `term${i + 1}` });
  });
  return single ? terms[0]! : call.emit(operations[name](), terms);
}

function isOperation(name: string): name is keyof typeof operations {
  return Object.hasOwn(operations, name);
}

function readFlatten(call: LayerCall): Value {
  const fields = call.fields.message('flatten_param');
  const rank = call.inputs[0]!.shape.length;
  const all = fields.number('axis', 1) === 1 && [-1, rank - 1].includes(fields.number('end_axis', -1));
  if (!all) throw call.refuse('it does not flatten everything behind the batch');
  return call.emit(flatten({ order: 'nchw' }), call.inputs);
}

/** In Caffe's sizes, 0 keeps the input's and -1 takes what is left. */
function readReshape(call: LayerCall): Value {
  const fields = call.fields.message('reshape_param');
  if (fields.number('axis', 0) !== 0 || fields.number('num_axes', -1) !== -1) {
    throw call.refuse('it reshapes only some of the axes');
  }
  const before = toCaffeOrder(call.inputs[0]!.shape);
  const [batch, ...sizes] = fields.message('shape').numbers('dim');
  const kept = sizes.map((size, i) => (size === 0 ? (before[i + 1] ?? 0) : size));
  const keepsBatch = batch === 0 || batch === call.batch || (batch === -1 && !kept.includes(-1));
  const shape = fromCaffeOrder([keepsBatch ? null : (batch ?? -1), ...kept]);
  return call.emit(reshape({ shape, order: 'nchw' }), call.inputs);
}

function readSlice(call: LayerCall): readonly Value[] {
  const fields = call.fields.message('slice_param');
  const [input] = call.inputs;
  const rank = input!.shape.length;
  const axis = axisHere(fields.number('axis', fields.number('slice_dim', 1)), rank);
  const size = input!.shape[axis];
  if (size === null || size === undefined)
    throw call.refuse('the size of the axis that it slices is not known');
  const count = call.tops.length;
  const stated = fields.numbers('slice_point');
  const points = stated.length > 0 ? stated : call.tops.slice(1).map((_, i) => ((i + 1) * size) / count);
  return call.tops.map((suffix, i) =>
    call.emit(
      slice({ ranges: alongAxis(axis, { start: points[i - 1] ?? 0, end: points[i] ?? size }) }),
      [input!],
      {
        suffix,
      },
    ),
  );
}

/** The first bottom, from an offset on, as large as the second from `axis` on. */
function readCrop(call: LayerCall): Value {
  const fields = call.fields.message('crop_param');
  const [input, reference] = call.inputs;
  if (reference === undefined) throw call.refuse('it has no second bottom that says how large');
  const rank = input!.shape.length;
  const stated = fields.number('axis', 2);
  const first = stated < 0 ? stated + rank : stated;
  const offsets = fields.numbers('offset');
  const ranges = input!.shape.map((): Partial<SliceRange> => ({}));
  for (let axis = first; axis < rank; axis++) {
    const here = axisHere(axis, rank);
    const size = reference.shape[here];
    if (size === null || size === undefined) throw call.refuse('the size that it crops to is not known');
    const start = offsets[axis - first] ?? offsets[0] ?? 0;
    ranges[here] = { start, end: start + size };
  }
  return call.emit(slice({ ranges }), [input!]);
}

/** The centre, of `crop_height` by `crop_width`: a layer of the DeePSiM authors' own Caffe. */
function readCropSimple(call: LayerCall): Value {
  const fields = call.fields.message('crop_param');
  const [, height, width] = call.inputs[0]!.shape;
  const centred = (size: number | null | undefined, name: string): SliceRange => {
    const kept = fields.number(name, undefined);
    if (!size || kept === undefined) throw call.refuse(`${name} or the size of its input is not known`);
    const start = Math.floor((size - kept) / 2);
    return { start, end: start + kept, step: 1 };
  };
  return call.emit(
    slice({ ranges: [{}, centred(height, 'crop_height'), centred(width, 'crop_width')] }),
    call.inputs,
  );
}

function alongAxis(axis: number, range: Partial<SliceRange>): readonly Partial<SliceRange>[] {
  return Array.from({ length: axis + 1 }, (_, i) => (i === axis ? range : {}));
}
