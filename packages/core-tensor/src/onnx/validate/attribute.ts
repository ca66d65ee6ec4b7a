/** Checking that attributes have values of their types. */
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxAttribute, OnnxGraph } from '../model.js';
import type { Context, Outer } from './context.js';
import { checkGraph } from './graph.js';
import { checkSparseTensor } from './sparse-tensor.js';
import { checkTensor } from './tensor.js';

export function checkAttributes(
  attributes: Readonly<Record<string, OnnxAttribute>>,
  owner: string,
  context: Context,
  outer: Outer,
): void {
  for (const [name, { type, value }] of Object.entries(attributes)) {
    const check = checks[type] as Check<unknown>;
    check(value, `${owner}, attribute ${name}`, context, outer);
  }
}

type Check<Value> = (value: Value, where: string, context: Context, outer: Outer) => void;

/** Infinities and NaN are floats; a finite number beyond their range is not. */
const checkFloat = that(
  'a 32-bit float',
  (value) => typeof value === 'number' && Number.isFinite(value) === Number.isFinite(Math.fround(value)),
);
const checkInteger = that('a 64-bit integer', (value) =>
  typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value),
);
const checkString = that('a string', (value) => typeof value === 'string');
const checkReference: Check<string> = (value, where, { parameters }) => {
  if (parameters?.has(value)) return;
  throw invalidOnnx(`it refers to '${value}', an attribute that no function around it has`, where);
};
const accept = (): void => {};

const checks: {
  readonly [Type in OnnxAttribute['type']]: Check<Extract<OnnxAttribute, { type: Type }>['value']>;
} = {
  int: checkInteger,
  float: checkFloat,
  string: checkString,
  bytes: accept,
  tensor: checkTensor,
  graph: checkGraphAttribute,
  'sparse-tensor': checkSparseTensor,
  type: accept,
  ints: each(checkInteger),
  floats: each(checkFloat),
  strings: each(checkString),
  tensors: each(checkTensor),
  graphs: each(checkGraphAttribute),
  'sparse-tensors': each(checkSparseTensor),
  types: accept,
  reference: checkReference,
};

function checkGraphAttribute(...[graph, , context, outer]: Parameters<Check<OnnxGraph>>): void {
  checkGraph(graph, context, outer);
}

function that(expected: string, isRight: (value: unknown) => boolean): Check<unknown> {
  return (value, where) => {
    if (!isRight(value)) throw invalidOnnx(`${value} is not ${expected}`, where);
  };
}

function each<Value>(check: Check<Value>): Check<readonly Value[]> {
  return (values, ...place) => {
    for (const value of values) check(value, ...place);
  };
}
