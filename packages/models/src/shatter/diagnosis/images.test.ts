/** Diagnoses of networks of images, with dropout, with several inputs, and of batch norm that was never trained. */

import {
  add,
  apply,
  batchNorm,
  conv2d,
  dense,
  dropout,
  type Graph,
  globalAveragePool,
  graph,
  init,
  leakyRelu,
  node,
  relu,
  sequential,
} from '@diopter/core-tensor/graph';
import { normal, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { relativeError } from '../testing/fixture.js';
import { areAtStart, withStatisticsOf } from './batch-statistics.js';
import { checkedInputs, checkedVariables } from './checked-inputs.js';
import { diagnose } from './index.js';
import { between, evenly } from './path.js';

const key = randomKey(3);
const images = normal(randomKey(2), [3, 6, 6, 2]);
const network: Graph = sequential([null, null, null, 2], {
  conv1: conv2d({ filters: 5, kernelSize: 3, padding: 1 }),
  norm1: batchNorm(),
  relu1: relu(),
  dropped: dropout(),
  conv2: conv2d({ filters: 4, kernelSize: 3 }),
  norm2: batchNorm(),
  active2: leakyRelu({ slope: 0.3 }),
  pool: globalAveragePool(),
  output: dense({ units: 3 }),
});
const variables = init(network, randomKey(1));

describe('of a network of images', () => {
  it('has gradients of all pixels, and layers by channel', async () => {
    const { gradients, layers, jacobian } = await diagnose(network, variables, {
      inputs: images,
      key,
      points: 40,
    });
    expect(gradients.shape).toEqual([40, 6 * 6 * 2]);
    expect(layers.map(({ name, dead }) => [name, dead])).toEqual([
      ['relu1', 0],
      ['active2', undefined],
    ]);
    expect(jacobian.map(({ singularValues }) => singularValues.length)).toEqual([3, 3, 3]);
  });

  it('counts a channel as dead that is active nowhere in any image', async () => {
    const { parameters, statistics } = variables;
    const norm1 = { ...parameters.norm1, beta: tf.tensor1d([0, -99, 0, 0, 0]) };
    const spoilt = { parameters: { ...parameters, norm1 }, statistics } as typeof variables;
    const { layers, verdict } = await diagnose(network, spoilt, { inputs: images, key, points: 40 });
    expect(layers[0]!.dead).toBeCloseTo(0.2, 6);
    expect(verdict.findings).toContainEqual(expect.objectContaining({ code: 'dead', layer: 'relu1' }));
  });
});

describe('statistics of the path', () => {
  it('make evaluation what training computes, without dropout', async () => {
    const path = between(await checkedInputs(network, images), evenly(20));
    const host = await checkedVariables(variables);
    const used = await withStatisticsOf(network, host, path);
    const plain: Graph = {
      ...network,
      nodes: { ...network.nodes, dropped: { ...network.nodes.dropped!, layer: dropout({ rate: 0 }) } },
    };
    const x = tf.tensor(path.input!.data, [...path.input!.shape]);
    const trained = apply(plain, host, x, { mode: 'train' }).y.dataSync();
    const evaluated = apply(network, used, x).y.dataSync();
    expect(relativeError(evaluated, trained)).toBeLessThan(1e-5);
    expect([areAtStart(host), areAtStart(used)]).toEqual([true, false]);
  });

  it('are not taken where there is no batch norm', () => {
    expect(areAtStart({ parameters: {}, statistics: {} })).toBe(false);
  });
});

describe('of a network with two inputs', () => {
  const joined = graph({
    inputs: { left: [null, 4], right: [null, 2] },
    nodes: {
      wide: node(dense({ units: 5 }), 'right'),
      other: node(dense({ units: 5 }), 'left'),
      sum: node(add(), 'wide', 'other'),
      active: node(relu(), 'sum'),
      output: node(dense({ units: 2 }), 'active'),
    },
    outputs: ['output'],
  });
  const weights = init(joined, randomKey(1));
  const inputs = { left: normal(randomKey(5), [4, 4]), right: normal(randomKey(6), [4, 2]) };

  it('has gradients of both, one after the other', async () => {
    const { gradients, jacobian } = await diagnose(joined, weights, { inputs, key, points: 30 });
    expect(gradients.shape).toEqual([30, 6]);
    const project = (left: tf.Tensor, right: tf.Tensor) =>
      tf.sum(tf.slice(apply(joined, weights, { left, right }).y, [0, 0], [1, 1]));
    const [left, right] = tf.grads(project)([inputs.left, inputs.right]);
    const second = (left: tf.Tensor, right: tf.Tensor) =>
      tf.sum(tf.slice(apply(joined, weights, { left, right }).y, [0, 1], [1, 1]));
    const rows = [[left!, right!], tf.grads(second)([inputs.left, inputs.right])].map(([a, b]) => [
      ...a!.dataSync().slice(0, 4),
      ...b!.dataSync().slice(0, 2),
    ]);
    // Squares of singular values add up to those of the Jacobian.
    const energy = rows.flat().reduce((sum, value) => sum + value * value, 0);
    const squares = jacobian[0]!.singularValues.reduce((sum, value) => sum + value * value, 0);
    expect(squares / energy).toBeCloseTo(1, 5);
  });

  it('refuses different numbers of examples', async () => {
    const uneven = { ...inputs, right: normal(randomKey(6), [3, 2]) as tf.Tensor | HostTensor };
    await expect(diagnose(joined, weights, { inputs: uneven, key })).rejects.toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});
