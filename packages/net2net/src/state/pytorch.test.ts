/** Growth by a map that PyTorch was given too: weights, outputs, gradients and Adam's step are the same. */

import { readFileSync } from 'node:fs';
import {
  apply,
  batchNorm,
  conv2d,
  dense,
  flatten,
  type Graph,
  relu,
  sequential,
  type Variables,
} from '@diopter/core-tensor/graph';
import { adam, type Optimizer } from '@diopter/core-tensor/optim';
import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { evaluated } from '../certificate/index.js';
import { growTree, type ValueTree } from '../growth/index.js';
import { treeDifference } from '../testing/difference.js';
import { gradientsOf, stepOf } from '../testing/loss.js';
import { trace } from '../trace/index.js';
import { growGraph } from '../widen/grow-graph.js';

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** By `layer.name`. */
type Written = Readonly<Record<string, Numbers>>;

interface Fixture {
  readonly shares: Readonly<Record<'conv1' | 'conv2', readonly (readonly number[])[]>>;
  readonly learningRate: number;
  readonly epsilon: number;
  readonly step: number;
  readonly parameters: Written;
  readonly moments: Readonly<Record<'exp_avg' | 'exp_avg_sq', Written>>;
  readonly image: Numbers;
  readonly target: Numbers;
  readonly output: readonly number[];
  readonly gradients: Written;
  readonly adam: Written;
  readonly wide: Readonly<Record<'parameters' | 'gradients' | 'adam', Written>> & {
    readonly output: readonly number[];
  };
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/widened.json', import.meta.url), 'utf8'),
);

function treeOf(written: Written, factor = 1): ValueTree {
  const tree: Record<string, Record<string, Numbers>> = {};
  for (const [path, { shape, data }] of Object.entries(written)) {
    const [node, name] = path.split('.') as [string, string];
    tree[node] = { ...tree[node], [name]: { shape, data: data.map((value) => factor * value) } };
  }
  return tree;
}

const graph = sequential([null, 4, 4, 3], {
  conv1: conv2d({ filters: 4, kernelSize: 3, padding: 1, bias: false }),
  norm: batchNorm({ epsilon: 2 ** -10 }),
  active: relu(),
  conv2: conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 1 }),
  flat: flatten({ order: 'nchw' }),
  head: dense({ units: 2 }),
});
const traced = trace(graph);
const shares = new Map(
  Object.entries(fixture.shares).flatMap(([layer, own]) =>
    own.map(
      (parts, i) => [traced.units.root(traced.labels.get(layer)![i]!), Float64Array.from(parts)] as const,
    ),
  ),
);
const growth = growGraph(traced, shares);
const rows = [0, 1].map((row) => fixture.target.data.slice(2 * row, 2 * row + 2));

const parameters = treeOf(fixture.parameters);
const variables = (parameters: ValueTree, channels: number) => ({
  parameters,
  statistics: { norm: { mean: ofChannels(channels), variance: ofChannels(channels) } },
});
const ofChannels = (count: number): Numbers => ({ shape: [count], data: new Array(count).fill(1) });
const input = { input: fixture.image };
const grown = growTree(growth.parameters, parameters, 'weight');

describe('a network that PyTorch widened by the same map', () => {
  it('has the same weights', () => {
    expect(treeDifference(grown, treeOf(fixture.wide.parameters))).toBeLessThan(1e-15);
  });

  it('gives the same outputs, before and after', () => {
    const outputs = (made: Graph, weights: object) =>
      evaluated(
        (variables: Variables<Graph, tf.Tensor>, x: Readonly<Record<string, tf.Tensor>>) => ({
          y: apply(made, variables, x, { mode: 'train' }).y,
        }),
        [weights, input],
      ).y.data;
    const [before, after] = [
      outputs(graph, variables(parameters, 4)),
      outputs(growth.graph, variables(grown, 7)),
    ];
    fixture.output.forEach((value, i) => {
      for (const other of [before[i]!, after[i]!, fixture.wide.output[i]!]) {
        expect(Math.abs(value - other)).toBeLessThan(1e-14);
      }
    });
  });

  it('has the same gradients, before and after', () => {
    const before = evaluated(gradientsOf(graph, 'train', rows), [variables(parameters, 4), input]);
    const after = evaluated(gradientsOf(growth.graph, 'train', rows), [variables(grown, 7), input]);
    expect(treeDifference(before, treeOf(fixture.gradients))).toBeLessThan(1e-14);
    expect(treeDifference(after, treeOf(fixture.wide.gradients))).toBeLessThan(1e-14);
    const moved = growTree(growth.parameters, treeOf(fixture.gradients), 'gradient');
    expect(treeDifference(moved, treeOf(fixture.wide.gradients))).toBeLessThan(1e-14);
  });

  it('takes the same step of Adam with grown moments', () => {
    const optimizer = adam({ epsilon: fixture.epsilon }) as Optimizer;
    const { exp_avg, exp_avg_sq } = fixture.moments;
    const state = {
      gradientSum: treeOf(exp_avg, 1 / (1 - 0.9)),
      squareSum: treeOf(exp_avg_sq, 1 / (1 - 0.999)),
    };
    const grownState = {
      gradientSum: growTree(growth.parameters, state.gradientSum, 'gradient'),
      squareSum: growTree(growth.parameters, state.squareSum, 'squared-gradient'),
    };
    const numbers = (value: number): Numbers => ({ shape: [], data: [value] });
    const settings = { learningRate: numbers(fixture.learningRate), step: numbers(fixture.step) };
    const stepped = (made: typeof graph, weights: object, moments: object) =>
      evaluated(stepOf(made, optimizer, 'train', rows), [weights, moments, input, settings]).parameters;
    // Decay rates are rounded to single precision here, and not there.
    expect(
      treeDifference(stepped(graph, variables(parameters, 4), state), treeOf(fixture.adam)),
    ).toBeLessThan(1e-8);
    const wide = stepped(growth.graph as typeof graph, variables(grown, 7), grownState);
    expect(treeDifference(wide, treeOf(fixture.wide.adam))).toBeLessThan(1e-8);
  });
});
