/** ONNX operators that give the same values another shape. */

import { type Dimension, frontAxis, times } from '../shape.js';
import type { OperatorCall, OperatorReaders } from './operator-call.js';
import { fileShape, type View } from './view.js';

/** The target of a `Reshape`, in the file's numbers: 0 copies a size, -1 takes what is left, NaN is not known. */
function targetOf(call: OperatorCall, input: readonly Dimension[]): readonly Dimension[] {
  const stated = call.has(1) ? Array.from(call.constant(1).data) : (call.attributes.ints('shape') ?? []);
  if (call.attributes.int('allowzero', 0) === 1 && stated.includes(0)) {
    throw call.refuse('it makes an empty tensor');
  }
  const target = stated.map((size, axis): Dimension => {
    if (size === 0) return input[axis] ?? null;
    // A size that is not known is the batch where it is first, else what is left.
    return Number.isNaN(size) ? (axis === 0 && input[0] === null ? null : -1) : size;
  });
  return keepsBatch(target, input) ? [null, ...target.slice(1)] : target;
}

/** Whether all but the first axis hold what they held: then a stated batch is any batch. */
function keepsBatch([batch, ...target]: readonly Dimension[], [, ...input]: readonly Dimension[]): boolean {
  if (batch === undefined || batch === null || batch === -1) return false;
  const [before, after] = [times(...input), times(...target)];
  return before !== null && before === after;
}

function readReshape(call: OperatorCall): View {
  const x = call.value(0);
  return call.reshaped(x, targetOf(call, fileShape(x)));
}

function readFlatten(call: OperatorCall): View {
  const x = call.value(0);
  const shape = fileShape(x);
  const axis = frontAxis(call.attributes.int('axis', 1), shape.length);
  if (axis === 1) return call.reshaped(x, [null, -1]);
  const [before, after] = [times(...shape.slice(0, axis)), times(...shape.slice(axis))];
  return call.reshaped(x, before === null ? [-1, after] : [before, -1]);
}

function readSqueeze(call: OperatorCall): View {
  const x = call.value(0);
  const shape = fileShape(x);
  const axes = (call.numbers(1) ?? call.attributes.ints('axes'))?.map((axis) =>
    frontAxis(axis, shape.length),
  );
  if (axes === undefined && shape.includes(null)) {
    throw call.refuse('which axes have the size one is not known');
  }
  const goes = (size: Dimension, axis: number) => axes?.includes(axis) ?? size === 1;
  return call.reshaped(
    x,
    moved(
      shape.filter((size, axis) => !goes(size, axis)),
      shape,
    ),
  );
}

function readUnsqueeze(call: OperatorCall): View {
  const x = call.value(0);
  const sizes = [...fileShape(x)];
  const axes = call.numbers(1) ?? call.attributes.ints('axes') ?? [];
  const rank = sizes.length + axes.length;
  const added = new Set(axes.map((axis) => frontAxis(axis, rank)));
  const shape = Array.from({ length: rank }, (_, axis): Dimension => (added.has(axis) ? 1 : sizes.shift()!));
  return call.reshaped(x, moved(shape, fileShape(x)));
}

/** Sizes that are not known and stand elsewhere than before are what is left. */
function moved(shape: readonly Dimension[], input: readonly Dimension[]): readonly Dimension[] {
  return shape.map((size, axis) => (size === null && input[axis] !== null ? -1 : size));
}

export const reshapeReaders: OperatorReaders = {
  Reshape: readReshape,
  Flatten: readFlatten,
  Squeeze: readSqueeze,
  Unsqueeze: readUnsqueeze,
};
