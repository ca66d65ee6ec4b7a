/** A training step with each optimizer, a schedule, clipping and averaging does the same compiled as eagerly. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { jit } from '../jit/index.js';
import { foldIn, type Key, normal, randomKey } from '../random/index.js';
import { flatten, type HostTensor } from '../tree/index.js';
import {
  adam,
  adamw,
  clipByGlobalNorm,
  cosine,
  exponential,
  linearWarmUp,
  momentum,
  movingAverage,
  multistep,
  type Optimizer,
  sgd,
} from './index.js';

type Parameters = { bias: tf.Tensor1D; filter: tf.Tensor2D };

const rates = {
  cosine: linearWarmUp({ steps: 3, followedBy: cosine({ initial: 0.05, steps: 15 }) }),
  exponential: exponential({ initial: 0.05, factor: 0.9 }),
  multistep: multistep({ initial: 0.05, milestones: [5, 10], factor: 0.5 }),
};
const averaging = movingAverage({ decay: 0.9, warmUp: true });

const cases: [string, Optimizer<string>, keyof typeof rates][] = [
  ['sgd', sgd({ weightDecay: 0.01 }), 'multistep'],
  ['momentum', momentum({ nesterov: true }), 'exponential'],
  ['adam', adam({ beta2: 0.9999 }), 'cosine'],
  ['adamw', adamw({ weightDecay: 0.1, decays: (path) => path === 'filter' }), 'cosine'],
];

const initial: Parameters = {
  bias: tf.tensor1d([0.5, -0.25]),
  filter: tf.tensor2d([0.25, -1, 0.5, 0.75, -0.5, 0.125], [3, 2]),
};

describe('compiled and eager steps agree', () => {
  it.each(cases)('%s', async (_name, optimizer, rate) => {
    type State = { parameters: Parameters; state: Record<string, Parameters>; average: Parameters };
    const step = ({ parameters, state, average }: State, key: Key, count: tf.Scalar) => {
      const x = normal(key, [8, 3]) as tf.Tensor2D;
      const target = tf.sin(tf.sum(x, 1, true));
      const loss = (bias: tf.Tensor, filter: tf.Tensor) =>
        tf.mean(tf.square(tf.sub(tf.tanh(tf.add(tf.matMul(x, filter), bias)), target))) as tf.Scalar;
      const [bias, filter] = tf.grads(loss)([parameters.bias, parameters.filter]);
      const { gradients, norm } = clipByGlobalNorm({ bias: bias!, filter: filter! }, 0.5);
      const inputs = { learningRate: rates[rate](count), step: count };
      const next = optimizer.update(gradients, state, parameters, inputs);
      return { next: { ...next, average: averaging.update(average, next.parameters, inputs) }, norm };
    };

    const compiled = jit(step);
    const start = { parameters: initial, state: optimizer.init(initial), average: averaging.init(initial) };
    let eager: State = start;
    let host = (await compiled(start, foldIn(randomKey(1), 1), 1)).next;
    for (let i = 1; i <= 20; i++) {
      const key = foldIn(randomKey(1), i);
      eager = step(eager, key, tf.scalar(i)).next;
      if (i > 1) host = (await compiled(host, key, i)).next;
    }
    await compiled.release();

    const found = flatten(host).leaves as HostTensor[];
    flatten(eager).leaves.forEach((leaf, i) => {
      const expected = leaf.dataSync();
      found[i]!.data.forEach((value, j) => {
        expect(Math.abs(value - expected[j]!)).toBeLessThan(1e-5);
      });
    });
    expect(Math.abs(found[0]!.data[0]! - initial.bias.dataSync()[0]!)).toBeGreaterThan(1e-3);
  });
});
