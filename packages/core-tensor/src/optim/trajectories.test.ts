/** Optimizers follow PyTorch's trajectories, eagerly; `compiled.test.ts` shows that compiling changes nothing. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  adam,
  adamw,
  clipByGlobalNorm,
  constant,
  cosine,
  exponential,
  linearWarmUp,
  momentum,
  movingAverage,
  multistep,
  type Optimizer,
  type Schedule,
  sgd,
} from './index.js';

interface Fixture {
  readonly problem: Readonly<Record<'x' | 'target' | 'filter', number[][]>> & { readonly bias: number[] };
  readonly trajectories: Readonly<Record<string, number[][]>>;
  readonly schedules: Readonly<Record<string, number[]>>;
}

const { problem, trajectories, schedules } = JSON.parse(
  readFileSync(new URL('./fixtures/trajectories.json', import.meta.url), 'utf8'),
) as Fixture;

type Parameters = { bias: tf.Tensor1D; filter: tf.Tensor2D };

function gradientsOf({ bias, filter }: Parameters): Parameters {
  const loss = (b: tf.Tensor, f: tf.Tensor) =>
    tf.losses.meanSquaredError(problem.target, tf.tanh(tf.add(tf.matMul(problem.x, f), b))) as tf.Scalar;
  const [biasGradient, filterGradient] = tf.grads(loss)([bias, filter]);
  return { bias: biasGradient as tf.Tensor1D, filter: filterGradient as tf.Tensor2D };
}

const flat = ({ bias, filter }: Parameters) => [...bias.dataSync(), ...filter.dataSync()];

function largestDifference(found: readonly number[][], expected: readonly number[][]): number {
  expect(found.length).toBe(expected.length);
  return Math.max(...expected.flatMap((row, i) => row.map((value, j) => Math.abs(found[i]![j]! - value))));
}

interface Run {
  readonly optimizer: Optimizer<string>;
  readonly rate: Schedule;
  readonly prepare?: (gradients: Parameters) => Parameters;
  readonly averaged?: number;
}

function run({ optimizer, rate, prepare = (gradients) => gradients, averaged }: Run): number[][] {
  const found: number[][] = [];
  let parameters: Parameters = { bias: tf.tensor1d(problem.bias), filter: tf.tensor2d(problem.filter) };
  let state = optimizer.init(parameters);
  let average: Parameters | undefined;
  const averaging = movingAverage({ decay: averaged ?? 0 });
  for (let i = 1; i <= 100; i++) {
    const step = tf.scalar(i);
    const gradients = prepare(gradientsOf(parameters));
    ({ parameters, state } = optimizer.update(gradients, state, parameters, {
      learningRate: rate(step),
      step,
    }));
    average =
      average === undefined ? averaging.init(parameters) : averaging.update(average, parameters, { step });
    if (i % 10 === 0) found.push(flat(averaged === undefined ? parameters : average));
  }
  return found;
}

const decays = (path: string) => path === 'filter';

const runs: Record<string, Run> = {
  sgd: { optimizer: sgd(), rate: constant(0.1) },
  'sgd, weight decay': { optimizer: sgd({ weightDecay: 0.05 }), rate: constant(0.1) },
  momentum: { optimizer: momentum(), rate: constant(0.05) },
  'momentum, Nesterov': { optimizer: momentum({ momentum: 0.8, nesterov: true }), rate: constant(0.05) },
  'momentum, weight decay of filters': {
    optimizer: momentum({ weightDecay: 0.1, decays }),
    rate: constant(0.05),
  },
  adam: { optimizer: adam(), rate: constant(0.02) },
  'adam, betas and epsilon': {
    optimizer: adam({ beta1: 0.5, beta2: 0.9, epsilon: 1e-2 }),
    rate: constant(0.02),
  },
  'adam, no memory': { optimizer: adam({ beta1: 0, beta2: 0.99 }), rate: constant(0.02) },
  'adam, weight decay': { optimizer: adam({ weightDecay: 0.1 }), rate: constant(0.02) },
  adamw: { optimizer: adamw(), rate: constant(0.02) },
  'adamw, weight decay of filters': { optimizer: adamw({ weightDecay: 0.5, decays }), rate: constant(0.02) },
  'adam, warm-up and cosine': {
    optimizer: adam(),
    rate: linearWarmUp({ steps: 10, followedBy: cosine({ initial: 0.05, final: 0.01, steps: 90 }) }),
  },
  'sgd, clipped': {
    optimizer: sgd(),
    rate: constant(5e-4),
    prepare: ({ bias, filter }) =>
      clipByGlobalNorm({ bias: tf.mul(bias, 1000), filter: tf.mul(filter, 1000) } as Parameters, 125)
        .gradients,
  },
  'adam, averaged': { optimizer: adam(), rate: constant(0.02), averaged: 0.9 },
};

describe('for 100 steps, within 1e-5, PyTorch goes the way of', () => {
  it.each(Object.entries(trajectories))('%s', (name, expected) => {
    const found = tf.tidy(() => run(runs[name]!) as unknown as tf.TensorContainer) as unknown as number[][];
    expect(largestDifference(found, expected)).toBeLessThan(1e-5);
    const moved = Math.abs(expected.at(-1)![0]! - problem.bias[0]!);
    expect(moved).toBeGreaterThan(0.05);
  });

  it('nothing that the fixture does not know', () => {
    expect(Object.keys(runs).sort()).toEqual(Object.keys(trajectories).sort());
  });
});

describe('for 100 steps PyTorch has the learning rates of', () => {
  const ours: Record<string, Schedule> = {
    multistep: multistep({ initial: 0.5, milestones: [30, 31, 80], factor: 0.3 }),
    exponential: exponential({ initial: 0.5, factor: 0.93 }),
    cosine: cosine({ initial: 0.5, final: 0.01, steps: 100 }),
    'warm-up': linearWarmUp({ steps: 7, followedBy: constant(0.5) }),
    'warm-up and cosine': linearWarmUp({
      steps: 10,
      followedBy: cosine({ initial: 0.5, final: 0.01, steps: 90 }),
    }),
  };
  it.each(Object.entries(schedules))('%s', (name, expected) => {
    expected.forEach((rate, i) => {
      expect(ours[name]!(i + 1)).toBeCloseTo(rate, 12);
      expect(Math.abs(ours[name]!(tf.scalar(i + 1)).dataSync()[0]! / rate - 1)).toBeLessThan(2e-6);
    });
  });
});
