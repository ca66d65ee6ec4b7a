/** Deep networks and their input gradients against PyTorch in double precision: evaluated in double, and compiled. */

import { readFileSync } from 'node:fs';
import { apply, type Mode, type Variables, variableSpecs } from '@diopter/core-tensor/graph';
import { jit, record } from '@diopter/core-tensor/jit';
import { evaluate, type ReferenceTensor } from '@diopter/core-tensor/reference';
import { flatten, mapTree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { architectures } from './architectures.js';
import { type DeepNetworkOptions, deepNetwork } from './index.js';

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly options: DeepNetworkOptions;
  readonly mode: Mode;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Stored>>>>;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, Stored>>>>;
  readonly input: Stored;
  readonly output: Stored;
  readonly gradient: Stored;
}

const cases = JSON.parse(
  readFileSync(new URL('./fixtures/networks.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

const toTensor = ({ shape, data }: Stored) => tf.tensor([...data], [...shape], 'float32');

type Group = Readonly<Record<string, Readonly<Record<string, tf.Tensor>>>>;

const tensorsOf = (group: Case['parameters']): Group =>
  Object.fromEntries(
    Object.entries(group).map(([node, named]) => [
      node,
      Object.fromEntries(Object.entries(named).map(([name, stored]) => [name, toTensor(stored)])),
    ]),
  );

/** Output and input gradient of half the squared output, as a function to record or compile, and its arguments. */
function computation({ options, mode, ...stored }: Case) {
  const network = deepNetwork(options);
  const variables = { parameters: tensorsOf(stored.parameters), statistics: tensorsOf(stored.statistics) };
  const f = (variables: Variables<typeof network, tf.Tensor>, x: tf.Tensor) => {
    const output = (x: tf.Tensor) => apply(network, variables, x, { mode }).y;
    const loss = (x: tf.Tensor) => tf.div(tf.sum(tf.square(output(x))), 2);
    return { output: output(x), gradient: tf.grad(loss)(x) };
  };
  return { network, f, args: [variables, toTensor(stored.input)] as const };
}

/** The largest error, relative to the largest number expected. */
function errorOf(
  { shape, data }: { shape: readonly number[]; data: ArrayLike<number> },
  expected: Stored,
): number {
  expect(shape).toEqual(expected.shape);
  const largest = Math.max(...expected.data.map(Math.abs));
  return Math.max(...expected.data.map((value, i) => Math.abs(value - data[i]!))) / largest;
}

describe('with the weights of PyTorch', () => {
  it('there is a network of every architecture', () => {
    const witnessed = new Set(Object.values(cases).map(({ options }) => options.architecture));
    expect([...witnessed].sort()).toEqual(Object.keys(architectures).sort());
  });

  it.each(Object.keys(cases))('%s: has the same parameters', (name) => {
    const { network, args } = computation(cases[name]!);
    const shapes = (group: Group) => mapTree(({ shape }) => shape.join(), group);
    const { parameters } = variableSpecs(network);
    const expected = Object.entries(parameters).map(([node, specs]) => [
      node,
      Object.fromEntries(Object.entries(specs).map(([name, { shape }]) => [name, shape.join()])),
    ]);
    expect(shapes(args[0].parameters)).toEqual(Object.fromEntries(expected));
  });

  it.each(Object.keys(cases))('%s: evaluated in double precision, it is the same network', (name) => {
    const { f, args } = computation(cases[name]!);
    const inputs = flatten(args).leaves.map(
      (leaf): ReferenceTensor => ({ shape: leaf.shape, data: Float64Array.from(leaf.dataSync()) }),
    );
    // Factors and epsilon are recorded in single precision.
    const [gradient, output] = evaluate(record(f, args), inputs);
    expect(errorOf(output!, cases[name]!.output)).toBeLessThan(3e-7);
    expect(errorOf(gradient!, cases[name]!.gradient)).toBeLessThan(3e-7);
  });

  it.each(Object.keys(cases))('%s: compiled, it is the same network', async (name) => {
    const { f, args } = computation(cases[name]!);
    const compiled = jit(f);
    const { output, gradient } = await compiled(...args);
    await compiled.release();
    expect(errorOf(output, cases[name]!.output)).toBeLessThan(1e-5);
    expect(errorOf(gradient, cases[name]!.gradient)).toBeLessThan(1e-5);
  });
});
