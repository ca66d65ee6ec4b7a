/** Graphs as data: builders, types, checks, initial values, application and summaries. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { randomKey } from '../random/index.js';
import { mapTree, paths } from '../tree/index.js';
import {
  add,
  apply,
  batchNorm,
  concat,
  conv2d,
  conv2dTranspose,
  crelu,
  dense,
  dropout,
  flatten,
  type Graph,
  graph,
  init,
  leakyRelu,
  maxPool,
  node,
  outputShape,
  printSummary,
  relu,
  reshape,
  sequential,
  summary,
  validateGraph,
} from './index.js';
import { functions } from './layers/activation-functions.js';
import { layerDefinitions } from './layers/registry.js';
import { mapRecord } from './record.js';
import { layerCases } from './testing/layer-cases.js';

const encoder = sequential([null, 16, 16, 3], {
  conv1: conv2d({ filters: 8, kernelSize: 5, strides: 2 }),
  norm1: batchNorm(),
  relu1: leakyRelu({ slope: 0.3 }),
  conv2: conv2d({ filters: 4, kernelSize: 3, bias: false }),
  flat: flatten(),
  code: dense({ units: 10 }),
});

const branching = graph({
  inputs: { image: [null, null, null, 3] },
  nodes: {
    // Not in the order of computation: a graph is data, not a program.
    both: node(concat(), 'sum', 'conv'),
    sum: node(add(), 'image', 'active'),
    active: node(relu(), 'conv'),
    conv: node(conv2d({ filters: 3, kernelSize: 3 }), 'image'),
  },
  outputs: ['both', 'sum'],
});

describe('types', () => {
  it('know the names of nodes, parameters, statistics and taps', () => {
    const variables = init(encoder, randomKey(1));
    expectTypeOf<keyof typeof variables.parameters>().toEqualTypeOf<'conv1' | 'norm1' | 'conv2' | 'code'>();
    expectTypeOf<keyof typeof variables.statistics>().toEqualTypeOf<'norm1'>();
    expectTypeOf(variables.parameters.conv1.filter).toEqualTypeOf<tf.Tensor>();
    expectTypeOf(variables.parameters.code.bias).toEqualTypeOf<tf.Tensor | undefined>();
    const { taps } = apply(encoder, variables, tf.zeros([1, 16, 16, 3]), { taps: ['relu1'] });
    expectTypeOf(taps).toEqualTypeOf<Readonly<Record<'relu1', tf.Tensor>>>();
    // @ts-expect-error: there is no such node.
    expect(() => apply(encoder, variables, tf.zeros([1, 16, 16, 3]), { taps: ['relu2'] })).toThrow('relu2');
    // @ts-expect-error: there is no such input.
    const dangling = graph({ inputs: { x: [1] }, nodes: { a: node(relu(), 'y') }, outputs: ['a'] });
    expect(() => validateGraph(dangling)).toThrow('"y" is neither a node nor an input');
  });

  it('let a graph read from a file be used with any names', () => {
    const read: Graph = JSON.parse(JSON.stringify(encoder));
    const variables = init(read, randomKey(1));
    expectTypeOf(variables.parameters).toEqualTypeOf<
      Readonly<Record<string, Readonly<Record<string, tf.Tensor>>>>
    >();
    expect(apply(read, variables, tf.zeros([2, 16, 16, 3]), { taps: ['relu1'] }).taps.relu1?.shape).toEqual([
      2, 8, 8, 8,
    ]);
  });

  it('let the trees of parameters be mapped', () => {
    const { parameters } = init(encoder, randomKey(1));
    const doubled = mapTree((parameter) => tf.mul(parameter, 2), parameters);
    expectTypeOf(doubled.conv1.filter).toEqualTypeOf<tf.Tensor>();
    expect(paths(parameters)).toContain('conv1.filter');
  });
});

describe('init', () => {
  it('gives a node the same values whatever other nodes there are', async () => {
    const longer = sequential([null, 16, 16, 3], {
      first: conv2d({ filters: 3, kernelSize: 1 }),
      conv1: conv2d({ filters: 8, kernelSize: 5 }),
    });
    const a = init(encoder, randomKey(7)).parameters.conv1.filter;
    const b = init(longer, randomKey(7)).parameters.conv1.filter;
    const c = init(longer, randomKey(8)).parameters.conv1.filter;
    expect(await a.array()).toEqual(await b.array());
    expect(await b.array()).not.toEqual(await c.array());
  });

  it('scales by the stated fan rule', () => {
    const wide = sequential([null, 4, 4, 64], {
      conv: conv2d({ filters: 128, kernelSize: 3 }),
      up: conv2dTranspose({
        filters: 32,
        kernelSize: 4,
        strides: 2,
        initializers: {
          filter: { kind: 'scaled', distribution: 'normal', numerator: 2, fan: 'out', coefficient: 1.8 },
        },
      }),
    });
    const { parameters } = init(wide, randomKey(3));
    const deviation = (x: tf.Tensor) => Math.sqrt(tf.moments(x).variance.dataSync()[0]!);
    expect(deviation(parameters.conv.filter)).toBeCloseTo(Math.sqrt(2 / (9 * 64)), 2);
    expect(deviation(parameters.up.filter)).toBeCloseTo(1.8 * Math.sqrt(2 / (16 * 32)), 2);
    expect(parameters.up.filter.shape).toEqual([4, 4, 32, 128]);
  });
});

describe('apply', () => {
  it('computes nodes after their inputs and returns all outputs', async () => {
    const variables = init(branching, randomKey(1));
    const image = tf.randomNormal([2, 5, 7, 3], 0, 1, 'float32', 1);
    const { y, outputs, taps } = apply(branching, variables, { image }, { taps: ['conv', 'active'] });
    const sum = tf.add(image, tf.relu(taps.conv));
    expect(await outputs.sum!.array()).toEqual(await sum.array());
    expect(await y.array()).toEqual(await tf.concat([sum, taps.conv], 3).array());
  });

  it('takes variables from host memory too', async () => {
    const variables = init(encoder, randomKey(1));
    const host = mapTree(
      (t) => ({ shape: t.shape, dtype: 'float32' as const, data: t.dataSync<'float32'>() }),
      variables,
    );
    const x = tf.randomNormal([2, 16, 16, 3], 0, 1, 'float32', 1);
    const expected = apply(encoder, variables, x).y;
    expect(await apply(encoder, host, x).y.array()).toEqual(await expected.array());
  });

  it('moves statistics in train mode only', async () => {
    const variables = init(encoder, randomKey(1));
    const x = tf.randomNormal([4, 16, 16, 3], 0, 1, 'float32', 1);
    const evaluated = apply(encoder, variables, x).statistics.norm1.mean;
    const trained = apply(encoder, variables, x, { mode: 'train' }).statistics.norm1.mean;
    expect(await evaluated.array()).toEqual(await variables.statistics.norm1.mean.array());
    expect(await trained.array()).not.toEqual(await evaluated.array());
  });

  it('drops in train mode, differently for each key and each node, and keeps the mean', async () => {
    const dropping = sequential([null, 20_000], { a: dropout({ rate: 0.25 }), b: dropout({ rate: 0 }) });
    const x = tf.ones([1, 20_000]);
    const at = (seed: number) =>
      apply(dropping, init(dropping, randomKey(0)), x, { mode: 'train', key: randomKey(seed) }).y;
    const [first, second] = [at(1), at(2)];
    expect(first.mean().dataSync()[0]).toBeCloseTo(1, 1);
    expect(new Set(first.dataSync())).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(first.dataSync()).toEqual(at(1).dataSync());
    expect(first.dataSync()).not.toEqual(second.dataSync());
    expect(() => apply(dropping, init(dropping, randomKey(0)), x, { mode: 'train' })).toThrow('node a');
  });

  it('has gradients through every layer', () => {
    const variables = init(encoder, randomKey(1));
    const x = tf.randomNormal([2, 16, 16, 3], 0, 1, 'float32', 1);
    const loss = (filter: tf.Tensor) => {
      const parameters = { ...variables.parameters, conv1: { ...variables.parameters.conv1, filter } };
      return tf.sum(
        tf.square(apply(encoder, { ...variables, parameters }, x, { mode: 'train' }).y),
      ) as tf.Scalar;
    };
    const gradient = tf.grad(loss)(variables.parameters.conv1.filter);
    expect(gradient.shape).toEqual([5, 5, 3, 8]);
    expect(gradient.abs().sum().dataSync()[0]).toBeGreaterThan(0);
  });
});

describe('outputShape', () => {
  it('is the shape of the node that the layer would be', () => {
    const shape = outputShape(conv2d({ filters: 8, kernelSize: 5, strides: 2 }), [[null, 16, 15, 3]]);
    expect(shape).toEqual([null, 8, 8, 8]);
    expect(() =>
      outputShape(concat(), [
        [null, 4],
        [null, 2, 4],
      ]),
    ).toThrow('differ in rank');
  });
});

describe('validateGraph', () => {
  const cases: [string, Graph, string][] = [
    [
      'a circle',
      { inputs: { x: [1] }, nodes: { a: node(relu(), 'b'), b: node(relu(), 'a') }, outputs: ['a'] },
      'circle',
    ],
    [
      'an unknown kind',
      {
        inputs: { x: [1] },
        nodes: { a: { layer: { kind: 'toString' } as never, inputs: ['x'] } },
        outputs: ['a'],
      },
      '"toString"',
    ],
    [
      'too many inputs',
      { inputs: { x: [1] }, nodes: { a: node(relu(), 'x', 'x') }, outputs: ['a'] },
      'node a (activation): it has 2 inputs instead of 1',
    ],
    [
      'an unknown output',
      { inputs: { x: [1] }, nodes: { a: node(relu(), 'x') }, outputs: ['b'] },
      '"b" is neither',
    ],
    ['no outputs', { inputs: { x: [1] }, nodes: {}, outputs: [] }, 'no outputs'],
    ['a name used twice', { inputs: { x: [1] }, nodes: { x: node(relu(), 'x') }, outputs: ['x'] }, 'node x'],
    [
      'a window larger than the image',
      sequential([null, 2, 2, 3], { pool: maxPool({ kernelSize: 3 }) }),
      'node pool (pool): a window of 3 does not fit into 2',
    ],
    [
      'channels that groups do not divide',
      sequential([null, 8, 8, 3], { c: conv2d({ filters: 4, kernelSize: 3, groups: 2 }) }),
      'node c (conv2d)',
    ],
    [
      'an impossible reshape',
      sequential([null, 7], { r: reshape({ shape: [null, 2, -1] }) }),
      'node r (reshape)',
    ],
    [
      'unequal terms',
      graph({ inputs: { a: [2, 3], b: [2, 4] }, nodes: { s: node(add(), 'a', 'b') }, outputs: ['s'] }),
      '[2, 3] and [2, 4]',
    ],
  ];
  it.each(cases)('names the node and the fault: %s', (_name, broken, message) => {
    expect(() => validateGraph(broken)).toThrow(message);
  });

  it('accepts graphs deeper than the call stack', () => {
    const layers = Array.from({ length: 20_000 }, () => relu());
    expect(() => validateGraph(sequential([1], layers))).not.toThrow();
  });
});

describe('summary', () => {
  it('counts parameters and multiply-adds as published for the DeePSiM pool5 generator', () => {
    // deepsim.md 1.3: 12,700,672 parameters (Dosovitskiy and Brox's released net).
    const conv = (filters: number, padding = 1) => [
      conv2d({ filters, kernelSize: 3, padding, bias: padding === 0 || filters === 512 }),
      leakyRelu({ slope: 0.3 }),
    ];
    const up = (filters: number) => [
      conv2dTranspose({ filters, kernelSize: 4, strides: 2, padding: 1, bias: false }),
      leakyRelu({ slope: 0.3 }),
    ];
    const plain = (filters: number) => [
      conv2d({ filters, kernelSize: 3, padding: 1, bias: false }),
      leakyRelu({ slope: 0.3 }),
    ];
    const pool5 = sequential(
      [null, 6, 6, 256],
      [
        conv(512),
        conv(512),
        conv(512, 0),
        up(256),
        plain(512),
        up(256),
        plain(256),
        up(128),
        plain(128),
        up(64),
        up(32),
        up(3),
      ].flat(),
    );
    const { parameters, rows } = summary(pool5);
    expect(rows.at(-1)?.shape).toEqual([1, 256, 256, 3]);
    expect(parameters).toBe(12_700_672);
  });

  it('multiplies by the batch and prints a table', () => {
    const net = sequential([null, 8, 8, 3], {
      conv: conv2d({ filters: 4, kernelSize: 3, groups: 1 }),
      double: crelu(),
    });
    expect(summary(net, [2, 8, 8, 3]).multiplyAdds).toBe(2 * 8 * 8 * 4 * 27);
    expect(summary(net, [1, null, null, 3]).multiplyAdds).toBe(null);
    expect(printSummary(summary(net)).split('\n')).toEqual([
      'node    layer   output        parameters  multiply-adds',
      'conv    conv2d  [1, 8, 8, 4]         112          6,912',
      'double  crelu   [1, 8, 8, 8]           0              0',
      'total                                112          6,912',
    ]);
  });
});

describe('apply, given what does not fit', () => {
  const variables = init(encoder, randomKey(1));
  const images = tf.zeros([1, 16, 16, 3]);

  it('names the node and the missing variable', () => {
    const { conv2: _, ...parameters } = variables.parameters;
    const read: Graph = encoder;
    expect(() => apply(read, { ...variables, parameters }, images)).toThrow(
      'node conv2 (conv2d): its filter is missing',
    );
  });

  it('names the node, the variable and both shapes', () => {
    expect(() => apply(encoder, variables, tf.zeros([1, 16, 16, 4]))).toThrow(
      'node conv1 (conv2d): its filter is [5, 5, 3, 8] instead of [5, 5, 4, 8]',
    );
    expect(() => apply(encoder, variables, tf.zeros([1, 32, 32, 3]))).toThrow(
      'node code (dense): its kernel is',
    );
    expect(() => apply(encoder, variables, tf.zeros([16, 16, 3]))).toThrow(
      'is not [batch, height, width, channels]',
    );
  });

  it('says which inputs there are', () => {
    expect(() => apply(branching, init(branching, randomKey(1)), {} as never)).toThrow(
      "the graph's inputs are image",
    );
  });
});

describe('the cases of the tests', () => {
  it('use every kind of layer and every elementwise function', () => {
    const layers = layerCases.flatMap(({ graph }) => Object.values(graph.nodes).map(({ layer }) => layer));
    expect(new Set(layers.map(({ kind }) => kind))).toEqual(new Set(Object.keys(layerDefinitions)));
    const used = layers.flatMap((layer) => (layer.kind === 'activation' ? [layer.function] : []));
    expect(new Set(used)).toEqual(new Set(Object.keys(functions)));
  });
});

describe('shapes', () => {
  it.each(layerCases)('are inferred as apply gives them: $name', ({ graph, sizes }) => {
    const variables = init(graph, randomKey(1));
    for (const shapes of sizes) {
      const inputs = mapRecord(shapes, (shape) => tf.zeros(shape));
      const { outputs } = apply(graph, variables, inputs);
      const { rows } = summary(graph, shapes);
      for (const [name, y] of Object.entries(outputs)) {
        expect(rows.find((row) => row.name === name)?.shape).toEqual(y.shape);
      }
    }
  });
});
