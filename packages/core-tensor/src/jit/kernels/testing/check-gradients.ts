/** Compares gradients that tfjs derives and jit compiles with differences of the reference in double precision. */

import * as tf from '@tensorflow/tfjs';
import { foldIn, normalValues, randomKey } from '../../../random/index.js';
import { checkGradient, toReference } from '../../../reference/index.js';
import type { DType, HostTensor } from '../../../tree/index.js';
import type { Program, ProgramNode, ValueId, ValueSpec } from '../../program/program.js';
import { type CheckResult, casesOf, worstOf } from './check-values.js';
import type { GradientGenerator, KernelGenerator } from './kernel-case.js';
import { callKernel, compiledResults, type LaidOutCase } from './run-cases.js';

/** The loss is a weighted sum of all outputs; the weights are drawn. */
export async function checkGradients(
  kernel: string,
  { cases: usual }: KernelGenerator,
  { of, cases: smooth = usual, count = 6 }: GradientGenerator,
  seed: number,
): Promise<CheckResult> {
  const cases = casesOf(smooth, count, seed, false);
  const weightsOf = (i: number) => (output: number, shape: readonly number[]) =>
    normalValues(foldIn(foldIn(randomKey(seed), i), output), shape);
  const losses: Program[] = [];
  const results = await compiledResults(cases, (inputs, which, i) => {
    const variables = of.filter((name) => inputs[name] !== undefined);
    let outputs: readonly ValueSpec[] = [];
    const loss = (...values: tf.Tensor[]) => {
      const named = Object.fromEntries(variables.map((name, j) => [name, values[j]!]));
      const results = callKernel(kernel, { ...inputs, ...named }, which.attributes);
      outputs = results.map(({ shape, dtype }) => ({ shape, dtype: dtype as DType }));
      return weightedSum(results, weightsOf(i)) as tf.Scalar;
    };
    const gradients = tf.grads(loss)(variables.map((name) => inputs[name]!));
    losses.push(lossProgram(kernel, which, variables, outputs, weightsOf(i)));
    return gradients;
  });
  return worstOf(cases, ({ inputs }, i) => {
    const variables = of.filter((name) => inputs[name] !== undefined);
    return checkGradient(
      losses[i]!,
      variables.map((name) => toReference(inputs[name]!)),
      results[i]!.map(toReference),
      foldIn(randomKey(seed), i),
      { directions: 2, halvings: 2 },
    ).error;
  });
}

/** Weights for an output of the kernel. */
type WeightsOf = (output: number, shape: readonly number[]) => HostTensor;

function weightedSum(outputs: readonly tf.Tensor[], weightsOf: WeightsOf): tf.Tensor {
  const terms = outputs.map((y, k) => {
    const { data, shape } = weightsOf(k, y.shape);
    return tf.sum(tf.mul(y, tf.tensor(data, [...shape])));
  });
  return terms.reduce((sum, term) => tf.add(sum, term));
}

/** The same sum as a program in which the kernel is one node, whatever it is recorded as. Its inputs are the `variables`. */
function lossProgram(
  kernel: string,
  { inputs, attributes }: LaidOutCase,
  variables: readonly string[],
  outputs: readonly ValueSpec[],
  weightsOf: WeightsOf,
): Program {
  const values: ValueSpec[] = [];
  const constants = new Map<ValueId, HostTensor>();
  const nodes: ProgramNode[] = [];
  const value = ({ shape, dtype }: ValueSpec): ValueId => values.push({ shape, dtype }) - 1;
  const constant = (tensor: HostTensor): ValueId => {
    const id = value(tensor);
    constants.set(id, tensor);
    return id;
  };
  const call = (kernel: string, inputs: readonly ValueId[], spec: ValueSpec): ValueId => {
    const output = value(spec);
    nodes.push({ kernel, inputs, outputs: [output], attributes: {} });
    return output;
  };

  const operands = Object.entries(inputs).map(([name, tensor]) => ({
    name,
    id: variables.includes(name) ? value(tensor) : constant(tensor),
  }));
  const results = outputs.map(value);
  nodes.push({ kernel, inputs: operands.map(({ id }) => id), outputs: results, attributes });
  const scalar: ValueSpec = { shape: [], dtype: 'float32' };
  const terms = results.map((id, k) => {
    const weights = weightsOf(k, outputs[k]!.shape);
    return call('Sum', [call('Multiply', [id, constant(weights)], weights)], scalar);
  });
  return {
    values,
    inputs: variables.map((name) => operands.find((operand) => operand.name === name)!.id),
    outputs: [call('AddN', terms, scalar)],
    constants,
    nodes,
  };
}
