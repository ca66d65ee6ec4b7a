/** Weights of PyTorch in graphs of ours, against what PyTorch computes with them in double precision. */

import { readFileSync } from 'node:fs';
import { decodeCheckpoint } from '@diopter/core-tensor/checkpoint';
import {
  apply,
  batchNorm,
  concat,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  type ElementOrder,
  flatten,
  graph,
  instanceNorm,
  maxPool,
  node,
  prelu,
  relu,
  reshape,
  sequential,
  variableSpecs,
} from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { inversionGenerator } from '../inversion/index.js';
import { largestError } from '../testing/index.js';
import { generatorModules, loadTorchWeights, type NamedTensors } from './index.js';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`fixtures/torch/${name}`, import.meta.url)));
const { tensors } = decodeCheckpoint(fixture('network.safetensors'));
const values: Record<string, { shape: number[]; data: number[] }> = JSON.parse(
  new TextDecoder().decode(fixture('network.json')),
);
const expected = (name: string) => tf.tensor(values[name]!.data, values[name]!.shape);

const network = (order: ElementOrder, units = 10) =>
  sequential([null, 10, 7, 4], {
    conv: conv2d({ filters: 6, kernelSize: [3, 2], strides: [2, 1], padding: 'valid', groups: 2 }),
    norm: batchNorm(),
    prelu: prelu(),
    pool: maxPool(),
    flat: flatten({ order }),
    drop: dropout(),
    hidden: dense({ units }),
    active: relu(),
    code: dense({ units: 24 }),
    again: relu(),
    map: reshape({ shape: [null, 3, 2, 4], order }),
    up: conv2dTranspose({ filters: 8, kernelSize: 4, strides: 2, padding: 1, groups: 2 }),
    each: instanceNorm(),
    picture: conv2d({ filters: 3, kernelSize: 3, bias: false }),
  });

const names = {
  conv: 'features.0',
  norm: 'features.1',
  prelu: 'features.2',
  hidden: 'classifier.1',
  code: 'classifier.3',
  up: 'decoder.1',
  each: 'decoder.2',
  picture: 'decoder.3',
};

describe('loadTorchWeights', () => {
  it('computes what PyTorch does, though the graph reads and writes images in another order', () => {
    const ours = network('nhwc');
    const variables = loadTorchWeights(ours, tensors, { names });
    expect(largestError(apply(ours, variables, expected('x')).y, expected('picture'))).toBeLessThan(1e-5);
  });

  it('computes what PyTorch does in its own order', () => {
    const theirs = network('nchw');
    const variables = loadTorchWeights(theirs, tensors, { names });
    const { y, taps } = apply(theirs, variables, expected('x'), { taps: ['code'] });
    expect(largestError(taps.code, expected('code'))).toBeLessThan(1e-5);
    expect(largestError(y, expected('picture'))).toBeLessThan(1e-5);
  });

  it('takes the nodes’ own names where none are given', () => {
    const alone = sequential([null, 7, 5, 4], { 'features.1': batchNorm(), 'features.2': relu() });
    const some = new Map([...tensors].filter(([name]) => name.startsWith('features.1')));
    const four = new Map([...some].map(([name, tensor]) => [name, firstFour(tensor)]));
    const { statistics } = loadTorchWeights(alone, four);
    expect(statistics['features.1'].mean).toEqual(firstFour(tensors.get('features.1.running_mean')!));
  });

  it('lists all that is missing, unexpected or of another shape at once', () => {
    const { up: _, ...others } = names;
    const load = () => loadTorchWeights(network('nhwc', 11), tensors, { names: others });
    expect(load).toThrow(expect.objectContaining({ code: 'checkpoint-mismatch' }));
    expect(load).toThrow(/missing: up.weight, up.bias;/);
    expect(load).toThrow(/of another shape: classifier.1.weight is float32 \[10, 36\] instead of \[11, 36\]/);
    expect(load).toThrow(/unexpected: decoder.1.bias, decoder.1.weight/);
  });

  it('passes over counters, and over biases that are zero', () => {
    const zero = { dtype: 'float32', shape: [3], data: new Float32Array(3) } as const;
    const bias = (data: Float32Array) => new Map([...tensors, ['decoder.3.bias', { ...zero, data }]]);
    const load = (given: NamedTensors) => () => loadTorchWeights(network('nhwc'), given, { names });
    expect(load(bias(new Float32Array(3)))).not.toThrow();
    expect(load(bias(Float32Array.of(0, 0, 1)))).toThrow('unexpected: decoder.3.bias');
  });

  it('refuses to guess the order of a flattened image that went through something else', () => {
    const joined = graph({
      inputs: { image: [null, 2, 3, 4] },
      nodes: {
        flat: node(flatten(), 'image'),
        twice: node(concat(), 'flat', 'flat'),
        scores: node(dense({ units: 2, bias: false }), 'twice'),
      },
      outputs: ['scores'],
    });
    const weight = { dtype: 'float32', shape: [2, 48], data: new Float32Array(96) } as const;
    expect(() => loadTorchWeights(joined, new Map([['scores.weight', weight]]))).toThrow(
      'node twice (concat)',
    );
  });
});

const firstFour = (tensor: HostTensor | number): HostTensor | number =>
  typeof tensor === 'number' ? tensor : { ...tensor, shape: [4], data: tensor.data.slice(0, 4) };

describe('generatorModules', () => {
  it.each([
    ['fc6', 'fc7 fc6 fc5 tconv5_0 tconv5_1 tconv4_0 tconv4_1 tconv3_0 tconv3_1 tconv2 tconv1 tconv0'],
    ['pool5', 'conv6 conv7 conv8 tconv5_0 tconv5_1 tconv4_0 tconv4_1 tconv3_0 tconv3_1 tconv2 tconv1 tconv0'],
    [
      'conv3',
      'conv6 conv7 conv8 tconv5_0 tconv5_1 tconv4_0 tconv4_1 tconv3_0 tconv3_1 tconv2_0 conv2_1 tconv1_0 conv1_1',
    ],
    ['norm1', 'conv6 conv7 conv8 tconv4_0 conv4_1 tconv3_0 conv3_1 tconv2_0 conv2_1 tconv1_0 conv1_1'],
  ] as const)('are those of the port’s generator of %s', (layer, modules) => {
    const generator = inversionGenerator(layer);
    const found = generatorModules(generator);
    const nodes = Object.keys(variableSpecs(generator).parameters);
    expect(nodes.map((name) => found[name] ?? name).join(' ')).toBe(modules);
  });
});
