/** Ranges hold what functions and layers make of values, and activations leave the ranges that they are said to keep. */

import {
  activation,
  add,
  apply,
  arithmetic,
  averagePool,
  batchNorm,
  concat,
  crelu,
  type ElementwiseFunction,
  type Graph,
  globalAveragePool,
  globalMaxPool,
  infer,
  type Layer,
  lrn,
  maxPool,
  multiply,
  pad,
  prelu,
  reduce,
  relu,
  scale,
  softmax,
  upsample,
} from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { drawnModel } from '../testing/networks.js';
import { functionNames, keptRange } from './function-ranges.js';
import { type Range, valueRanges } from './index.js';

const settings: Readonly<Record<string, object>> = {
  leakyRelu: { slope: -0.3 },
  elu: { alpha: 0.7 },
  celu: { alpha: 0.7 },
  thresholdedRelu: { threshold: 0.5 },
  hardSigmoid: { alpha: 0.3, beta: 0.4 },
  clip: { minimum: -0.5, maximum: 1.25 },
};
const functionOf = (name: string) => ({ function: name, ...settings[name] }) as ElementwiseFunction;

/** The value of the node `y` on numbers from -4 to 4, or from 0 to 4 behind a relu, and where it is said to lie. */
function found(layer: Layer, rectified: boolean): { readonly values: Float32Array; readonly range: Range } {
  const arity = layer.kind === 'arithmetic' || layer.kind === 'concat' ? 2 : 1;
  const first = rectified ? relu() : activation('atan');
  const graph: Graph = {
    inputs: { a: [2, 6, 6, 3], b: [2, 6, 6, 3] },
    nodes: {
      x1: { layer: first, inputs: ['a'] },
      x2: { layer: first, inputs: ['b'] },
      y: { layer, inputs: ['x1', 'x2'].slice(0, arity) },
    },
    outputs: ['y'],
  };
  const [a, b] = [1, 2].map((seed) => uniform(randomKey(seed), [2, 6, 6, 3], { minimum: -4, maximum: 4 }));
  const { y } = apply(graph, drawnModel(graph), { a: a!, b: b! });
  return {
    values: y.dataSync<'float32'>().filter((value) => !Number.isNaN(value)),
    range: valueRanges(graph, infer(graph)).get('y')!,
  };
}

const layers: Readonly<Record<string, Layer>> = {
  ...Object.fromEntries(functionNames.map((name) => [name, { kind: 'activation', ...functionOf(name) }])),
  ...Object.fromEntries(
    (['subtract', 'maximum', 'minimum', 'divide', 'power'] as const).map((name) => [name, arithmetic(name)]),
  ),
  add: add(),
  multiply: multiply(),
  concat: concat(),
  crelu: crelu(),
  prelu: prelu(),
  'max pool': maxPool({ kernelSize: 3, padding: 1 }),
  'average pool': averagePool({ kernelSize: 3, padding: 1, countPadding: true }),
  'mean over the image': globalAveragePool(),
  'maximum over the image': globalMaxPool(),
  sum: reduce({ method: 'sum', axes: [1] }),
  product: reduce({ method: 'prod', axes: [1] }),
  'padding below zero': pad({
    paddings: [
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ],
    value: -2,
  }),
  scale: scale({ multiplier: [-1, 0.5, 2], offset: 1 }),
  softmax: softmax(),
  'log of softmax': softmax({ logarithm: true }),
  lrn: lrn({ size: 3, alpha: 0.5 }),
  'bilinear upsampling': upsample({ method: 'bilinear' }),
  'batch norm': batchNorm(),
};

describe.each([
  ['any numbers', false],
  ['rectified ones', true],
] as const)('of %s', (_, rectified) => {
  it.each(Object.keys(layers))('%s makes values in its range', (name) => {
    const { values, range } = found(layers[name]!, rectified);
    expect(values.length).toBeGreaterThan(0);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(range[0] - 1e-6);
    expect(Math.max(...values)).toBeLessThanOrEqual(range[1] + 1e-6);
  });
});

/** Layers that cannot be known to give no negative values of such that are not. */
const signs = new Set(['subtract', 'padding below zero', 'scale', 'batch norm', 'log of softmax', 'negate']);
const unknown = new Set(['log', 'reciprocal', 'sin', 'cos', 'tan']);

it('of rectified values all other layers are known to give no negative ones', () => {
  for (const [name, layer] of Object.entries(layers)) {
    const isKnown = !signs.has(name) && !unknown.has(name);
    expect([name, found(layer, true).range[0] >= 0]).toEqual([name, isKnown]);
  }
});

describe('what a function keeps', () => {
  const keeping = functionNames.filter((name) => keptRange(functionOf(name)) !== undefined);

  it('is known of the idempotent ones', () => {
    expect(keeping).toEqual(expect.arrayContaining(['relu', 'relu6', 'clip', 'abs']));
  });

  it.each(keeping)('%s(v) is v, from one end of the range to the other', (name) => {
    const [lowest, highest] = keptRange(functionOf(name))!.map((end) => Math.min(Math.max(end, -100), 100));
    const x = uniform(randomKey(4), [1000], { minimum: lowest!, maximum: highest! });
    const graph: Graph = {
      inputs: { x: [1000] },
      nodes: { y: { layer: { kind: 'activation', ...functionOf(name) }, inputs: ['x'] } },
      outputs: ['y'],
    };
    const { y } = apply(graph, { parameters: {}, statistics: {} }, x);
    expect(y.dataSync()).toEqual(x.dataSync());
  });
});
