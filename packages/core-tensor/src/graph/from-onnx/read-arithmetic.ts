/** ONNX operators that combine several values element by element. */

import { activation } from '../layers/activation.js';
import type { PlainFunction } from '../layers/activation-functions.js';
import type { Arithmetic } from '../layers/arithmetic.js';
import { constant } from '../layers/constant.js';
import { scale } from '../layers/scale.js';
import { inverse } from '../layout.js';
import { tensorOf } from './file-tensors.js';
import type { HostArray } from './host-array.js';
import type { OperatorCall, OperatorReader, OperatorReaders } from './operator-call.js';
import { fileShape, type View } from './view.js';

type Operation = Arithmetic['operation'];

/** `x * multiplier + offset` that an operation with a constant `c` amounts to; `reverse` is the constant on the left. */
const asScale: Partial<
  Record<Operation, (c: number, reverse: boolean) => { multiplier: number; offset: number }>
> = {
  add: (c) => ({ multiplier: 1, offset: c }),
  subtract: (c, reverse) => (reverse ? { multiplier: -1, offset: c } : { multiplier: 1, offset: -c }),
  multiply: (c) => ({ multiplier: c, offset: 0 }),
  divide: (c) => ({ multiplier: 1 / c, offset: 0 }),
};

/** Powers that are functions of their own. */
const powers: ReadonlyMap<number, PlainFunction> = new Map([
  [2, 'square'],
  [0.5, 'sqrt'],
  [-1, 'reciprocal'],
]);

/** An operation of two operands. */
function readBinary(call: OperatorCall, operation: Operation): View {
  if (call.opset < 7 && call.attributes.has('axis')) {
    throw call.refuse('it names an axis, as before operator set 7');
  }
  const [left, right] = [call.isConstant(0), call.isConstant(1)];
  if (left === right) return combine(call, operation, [call.value(0), call.value(1)]);
  const array = call.constant(left ? 0 : 1);
  const isExponent = operation === 'power' && right;
  if (array.dataType !== 'float32' && !isExponent) {
    throw call.refuse(`one operand is ${array.dataType}, not float32`);
  }
  const x = call.value(left ? 1 : 0);
  return readScale(call, operation, x, array, left) ?? readWithConstant(call, operation, x, array, left);
}

/** With one number, or on images one per channel, an operation is a constant scaling or a function. */
function readScale(
  call: OperatorCall,
  operation: Operation,
  x: View,
  array: HostArray,
  reverse: boolean,
): View | undefined {
  if (array.shape.length > x.axes.length) return undefined;
  const toScale = operation === 'divide' && reverse ? undefined : asScale[operation];
  if (toScale !== undefined && (array.data.length === 1 || isPerChannel(array, x))) {
    const parts = Array.from(array.data, (c) => toScale(c, reverse));
    const layer = scale({
      multiplier: uniform(parts.map(({ multiplier }) => multiplier)),
      offset: uniform(parts.map(({ offset }) => offset)),
    });
    return call.emit(layer, [x], { axes: x.axes });
  }
  const isNumber = array.data.length === 1;
  if (operation === 'power' && !reverse && isNumber) {
    const name = powers.get(array.data[0]!);
    if (name !== undefined) return call.emit(activation(name), [x], { axes: x.axes });
  }
  return undefined;
}

/** One number instead of a list of equal ones. */
function uniform(values: readonly number[]): readonly number[] {
  return values.every((value) => value === values[0]) ? values.slice(0, 1) : values;
}

/** Whether a constant has one value per channel of an image, whose channels are last here. */
function isPerChannel({ shape, data }: HostArray, { axes, shape: image }: View): boolean {
  const channels = axes.length === 4 ? axes.indexOf(3) - axes.length : 0;
  return channels !== 0 && shape.at(channels) === data.length && image[3] === data.length;
}

/** With any other constant: it becomes a parameter. */
function readWithConstant(
  call: OperatorCall,
  operation: Operation,
  x: View,
  array: HostArray,
  reverse: boolean,
): View {
  const rank = Math.max(x.axes.length, array.shape.length);
  const value = raised(call, x, rank, 'raised');
  const shape = [...Array<number>(rank - array.shape.length).fill(1), ...array.shape];
  const tensor = tensorOf({ ...array, shape }, { permutation: inverse(value.axes) });
  const operand = call.emit(constant({ shape: tensor.shape }), [], {
    suffix: 'constant',
    axes: value.axes,
    parameters: { value: tensor },
  });
  return combine(call, operation, reverse ? [operand, value] : [value, operand]);
}

/** Combines values, after giving them the same rank and order of axes. */
function combine(call: OperatorCall, operation: Operation, operands: readonly View[], suffix?: string): View {
  const rank = Math.max(...operands.map(({ axes }) => axes.length));
  const { axes } = operands.find((operand) => operand.axes.length === rank)!;
  const aligned = operands.map((operand, i) => call.turned(raised(call, operand, rank, `raised-${i}`), axes));
  return call.emit(
    { kind: 'arithmetic', operation },
    aligned,
    suffix === undefined ? { axes } : { axes, suffix },
  );
}

/** A value with as many axes in front as the rank asks for. */
function raised(call: OperatorCall, view: View, rank: number, suffix: string): View {
  const missing = rank - view.axes.length;
  if (missing === 0) return view;
  const sizes = fileShape(view).map((size) => size ?? -1);
  return call.reshaped(view, [...Array<number>(missing).fill(1), ...sizes], { suffix });
}

/** An operation of any number of operands, combined from the left. */
const nary =
  (operation: Operation): OperatorReader =>
  (call) => {
    if (call.node.inputs.length === 2) return readBinary(call, operation);
    return combine(
      call,
      operation,
      call.node.inputs.map((_, i) => call.value(i)),
    );
  };

function readMean(call: OperatorCall): View {
  const operands = call.node.inputs.map((_, i) => call.value(i));
  const sum = combine(call, 'add', operands, 'sum');
  return call.emit(scale({ multiplier: 1 / operands.length }), [sum], { axes: sum.axes });
}

export const arithmeticReaders: OperatorReaders = {
  Add: nary('add'),
  Sum: nary('add'),
  Sub: nary('subtract'),
  Mul: nary('multiply'),
  Div: nary('divide'),
  Pow: nary('power'),
  Max: nary('maximum'),
  Min: nary('minimum'),
  Mean: readMean,
};
