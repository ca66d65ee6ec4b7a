/** Graphs inside `jit`: values, gradients and running statistics are those of the eager run. */

import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jit } from '../jit/index.js';
import { type Key, randomKey } from '../random/index.js';
import type { HostTensor } from '../tree/index.js';
import { apply, type Graph, init, type Variables } from './index.js';
import { mapRecord } from './record.js';
import { largestError } from './testing/largest-error.js';
import { layerCases } from './testing/layer-cases.js';
import { liven } from './testing/run-onnx.js';

type Tensors = Record<string, tf.Tensor>;

/** The functions that have no gradient in tfjs, being flat nearly everywhere. */
const flat = new Set(['floor', 'ceil', 'round', 'sign']);

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** A graph's outputs, and the gradients of their sum, weighted by place, for the inputs and all parameters. */
function valuesAndGradients(graph: Graph, wantsGradients: boolean) {
  return (variables: Variables<Graph, tf.Tensor>, inputs: Tensors, key: Key) => {
    const names = Object.keys(inputs);
    const nodes = Object.entries(variables.parameters).flatMap(([node, group]) =>
      Object.keys(group).map((name) => [node, name] as const),
    );
    const run = (...values: tf.Tensor[]) => {
      const x = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      const parameters: Record<string, Tensors> = {};
      nodes.forEach(([node, name], i) => {
        parameters[node] = { ...parameters[node], [name]: values[names.length + i]! };
      });
      return apply(graph, { ...variables, parameters }, x, { mode: 'train', key });
    };
    const all = [
      ...Object.values(inputs),
      ...nodes.map(([node, name]) => variables.parameters[node]![name]!),
    ];
    const { outputs, statistics } = run(...all);
    const loss = (...values: tf.Tensor[]) =>
      tf.addN(
        Object.values(run(...values).outputs).map((y) =>
          tf.sum(tf.mul(y, tf.cos(tf.range(0, y.size).reshape(y.shape)))),
        ),
      );
    return { outputs, statistics, gradients: wantsGradients ? tf.grads(loss)(all) : [] };
  };
}

describe('every kind of layer, compiled', () => {
  it.each(layerCases)('$name', async ({ name, graph, sizes }) => {
    const variables = liven(init(graph, randomKey(1)));
    const inputs = mapRecord(sizes.at(-1)!, (shape) => tf.randomNormal(shape, 0, 1, 'float32', 3));
    const f = valuesAndGradients(graph, !flat.has(name));
    const expected = f(variables, inputs, randomKey(5));
    const compiled = jit(f, { threads: 1 });
    const actual = await compiled(variables, inputs, randomKey(5));
    const tensor = ({ shape, data }: HostTensor) => tf.tensor(data, [...shape]);
    for (const [name, y] of Object.entries(expected.outputs)) {
      expect(largestError(tensor(actual.outputs[name]!), y), name).toBeLessThan(1e-5);
    }
    for (const [node, group] of Object.entries(expected.statistics)) {
      for (const [name, y] of Object.entries(group)) {
        expect(largestError(tensor(actual.statistics[node]![name]!), y), name).toBeLessThan(1e-5);
      }
    }
    expected.gradients.forEach((gradient, i) => {
      expect(largestError(tensor(actual.gradients[i]!), gradient), `gradient ${i}`).toBeLessThan(1e-4);
    });
  });
});
