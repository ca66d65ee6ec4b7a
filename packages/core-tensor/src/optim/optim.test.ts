/** Properties of optimizers, schedules, clipping and averages that trajectories do not show. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  adam,
  adamw,
  clipByGlobalNorm,
  cosine,
  exponential,
  globalNorm,
  linearWarmUp,
  momentum,
  movingAverage,
  multistep,
  type Optimizer,
  sgd,
} from './index.js';

const invalid = (code: string) => expect.objectContaining({ code });
const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
const scalarOf = (tensor: tf.Tensor) => tensor.dataSync()[0]!;
const inputs = (step: number, learningRate = 0.1) => ({ learningRate, step: tf.scalar(step) });

describe('an optimizer', () => {
  const optimizers: Record<string, Optimizer<string>> = {
    sgd: sgd(),
    momentum: momentum(),
    adam: adam(),
    adamw: adamw(),
  };

  it.each(Object.entries(optimizers))('keeps the structure of any tree: %s', (_name, optimizer) => {
    const parameters = {
      layers: [{ filter: tf.ones([2, 2]) }, null, { bias: tf.zeros([3]) }],
      gain: tf.scalar(2),
    };
    const gradients = {
      layers: [{ filter: tf.ones([2, 2]) }, null, { bias: tf.ones([3]) }],
      gain: tf.scalar(0),
    };
    const next = optimizer.update(gradients, optimizer.init(parameters), parameters, inputs(1));
    expectTypeOf(next.parameters).toEqualTypeOf<typeof parameters>();
    expect(next.parameters.layers[2]!.bias!.dataSync().every((value) => value < -0.05)).toBe(true);
    const again = optimizer.update(gradients, next.state, next.parameters, inputs(2));
    expect(again.parameters.layers[2]!.bias!.dataSync()[0]).toBeLessThan(
      next.parameters.layers[2]!.bias!.dataSync()[0]!,
    );
    expect(parameters.layers[2]!.bias!.dataSync()[0]).toBe(0);
  });

  it.each(Object.entries(optimizers))('leaks no tensors: %s', (_name, optimizer) => {
    const parameters = { a: tf.ones([2]), b: tf.ones([3]) };
    const state = optimizer.init(parameters);
    const at = inputs(1);
    const before = tf.memory().numTensors;
    const next = optimizer.update(parameters, state, parameters, at);
    expect(tf.memory().numTensors - before).toBe(2 + 2 * Object.keys(state).length);
    tf.dispose([next.parameters, next.state] as tf.TensorContainer);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names the gradient that is missing or misshapen', () => {
    const parameters = { conv: { bias: tf.zeros([3]), filter: tf.zeros([2, 3]) } };
    const optimizer = momentum();
    const state = optimizer.init(parameters);
    const update =
      (gradients: Parameters<typeof optimizer.update>[0], kept = state) =>
      () =>
        optimizer.update(gradients, kept, parameters, inputs(1));
    expect(update({ conv: { bias: tf.zeros([3]) } })).toThrow(invalid('tree-mismatch'));
    expect(update({ conv: { bias: tf.zeros([]), filter: tf.zeros([2, 3]) } })).toThrow(
      invalid('shape-mismatch'),
    );
    expect(update({ conv: { bias: tf.zeros([]), filter: tf.zeros([2, 3]) } })).toThrow(
      "'conv.bias' has shape []",
    );
    const other = optimizer.init({ conv: { bias: tf.zeros([4]), filter: tf.zeros([2, 3]) } });
    expect(update(parameters, other)).toThrow('update, state.velocity');
  });

  it.each<[string, () => unknown]>([
    ['momentum of 1', () => momentum({ momentum: 1 })],
    ['beta1 of 1', () => adam({ beta1: 1 })],
    ['negative beta2', () => adamw({ beta2: -0.1 })],
    ['negative epsilon', () => adam({ epsilon: -1 })],
    ['negative weight decay', () => sgd({ weightDecay: -1 })],
    ['decay of 1', () => movingAverage({ decay: 1 })],
    ['zero steps', () => cosine({ initial: 1, steps: 0 })],
    ['zero factor', () => exponential({ initial: 1, factor: 0 })],
    ['zero warm-up', () => linearWarmUp({ steps: 0, followedBy: cosine({ initial: 1, steps: 1 }) })],
    ['unordered milestones', () => multistep({ initial: 1, milestones: [2, 2] })],
  ])('refuses %s', (_name, make) => {
    expect(make).toThrow(invalid('invalid-argument'));
  });
});

describe('Adam', () => {
  // With a constant gradient the corrected moments are g and g^2 exactly, so that every step is learningRate sign(g).
  it.each([0.9, 0.99, 0.999, 0.9999])(
    'corrects its bias to seven digits at every step, beta2 = %f',
    (beta2) => {
      for (const step of [1, 2, 3, 10, 36, 100, 1000, 12_345, 100_000, 1_000_000, 2 ** 24]) {
        const sum = (beta: number) => -Math.expm1(step * Math.log(beta)) / (1 - beta);
        const g = 0.37;
        const [kept1, kept2] = [Math.fround(0.9), Math.fround(beta2)];
        const state = {
          gradientSum: tf.scalar((sum(kept1) * g - g) / kept1),
          squareSum: tf.scalar((sum(kept2) * g * g - g * g) / kept2),
        };
        const optimizer = adam({ beta2, epsilon: 0 });
        const { parameters } = optimizer.update(tf.scalar(g), state, tf.scalar(0), inputs(step, 1));
        expect(Math.abs(scalarOf(parameters) + 1)).toBeLessThan(7e-7);
      }
    },
  );

  it('leaves a parameter that never has a gradient where it is', () => {
    const { parameters } = adam().update(tf.zeros([2]), adam().init(tf.ones([2])), tf.ones([2]), inputs(1));
    expect([...(parameters as tf.Tensor).dataSync()]).toEqual([1, 1]);
  });

  it('with decay apart shrinks weights by the decay to three digits, where a float32 factor has two', () => {
    const weights = tf.linspace(1, 2, 20_001);
    const optimizer = adamw({ weightDecay: 0.01 });
    const next = optimizer.update(tf.zerosLike(weights), optimizer.init(weights), weights, inputs(1, 1e-4));
    const lost = total(tf.sub(weights, next.parameters).dataSync());
    const exact = total(weights.dataSync()) * 1e-6;
    expect(Math.abs(lost / exact - 1)).toBeLessThan(2e-3);
    expect(Math.abs((1 - Math.fround(1 - 1e-6)) / 1e-6 - 1)).toBeGreaterThan(1e-2);
  });
});

describe('global norm', () => {
  const anyLeaves = fc.array(
    fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 5 }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );

  it('is that of all leaves together, and clipping bounds it without turning the gradient', () => {
    fc.assert(
      fc.property(
        anyLeaves,
        fc.float({ min: Math.fround(0.01), max: 200, noNaN: true }),
        (leaves, maximum) => {
          tf.tidy(() => {
            const tree = { leaves: leaves.map((values) => tf.tensor1d(values)) };
            const exact = Math.hypot(...leaves.flat());
            const { gradients, norm } = clipByGlobalNorm(tree, maximum);
            expect(scalarOf(norm)).toBeCloseTo(exact, 3);
            const factor = Math.min(1, maximum / exact);
            leaves.flat().forEach((value, i) => {
              const found = gradients.leaves.flatMap((leaf) => [...leaf.dataSync()])[i]!;
              expect(Math.abs(found - value * factor)).toBeLessThanOrEqual(1e-4);
            });
            expect(scalarOf(globalNorm(gradients))).toBeLessThanOrEqual(maximum * (1 + 1e-6));
          });
        },
      ),
    );
  });

  it('leaves gradients below the maximum bit for bit, and zeros zero', () => {
    const small = tf.tensor1d([0.1, -0.7, 0.3]);
    expect(clipByGlobalNorm([small], 1).gradients[0]!.dataSync()).toEqual(small.dataSync());
    expect([...clipByGlobalNorm(tf.zeros([3]), 1).gradients.dataSync()]).toEqual([0, 0, 0]);
    expect(scalarOf(globalNorm({}))).toBe(0);
  });

  it('has finite gradients at zero, clipped or not', () => {
    const norm = tf.grad((x) => globalNorm([x]))(tf.zeros([3]));
    const clipped = tf.grad((x) => tf.sum(clipByGlobalNorm([x], 2).gradients[0]!))(tf.zeros([3]));
    expect([...norm.dataSync()]).toEqual([0, 0, 0]);
    expect([...clipped.dataSync()]).toEqual([1, 1, 1]);
  });

  it('shows NaN instead of hiding it', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { gradients } = clipByGlobalNorm(tf.tensor1d([1, bad]), 1);
      expect(gradients.dataSync().some(Number.isNaN)).toBe(true);
    }
  });
});

describe('schedules', () => {
  it('are the same on the host and on tensors', () => {
    const all = [
      multistep({ initial: 1, milestones: [10, 20] }),
      exponential({ initial: 1, factor: 0.5, steps: 20 }),
      cosine({ initial: 1, steps: 50 }),
      linearWarmUp({ steps: 10, followedBy: multistep({ initial: 2, milestones: [5], factor: 0.5 }) }),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.integer({ min: 1, max: 100 }), (schedule, step) => {
        expect(scalarOf(schedule(tf.scalar(step)))).toBeCloseTo(schedule(step), 6);
      }),
    );
  });

  it('end and begin where they say', () => {
    const wave = cosine({ initial: 2, final: 0.5, steps: 10 });
    expect([wave(1), wave(6), wave(11), wave(1000)].map((value) => value.toFixed(12))).toEqual(
      [2, 1.25, 0.5, 0.5].map((value) => value.toFixed(12)),
    );
    const warm = linearWarmUp({
      steps: 4,
      followedBy: multistep({ initial: 8, milestones: [1, 2], factor: 0.5 }),
    });
    expect([1, 2, 3, 4, 5, 6, 7].map((step) => warm(step))).toEqual([2, 4, 6, 8, 8, 4, 2]);
  });
});

describe('a moving average', () => {
  it('begins at the parameters and stays at constant ones bit for bit', () => {
    const weights = { w: tf.tensor1d([0.1, -3, 1e-20]) };
    const averaging = movingAverage({ decay: 0.999 });
    let average = averaging.init(weights);
    for (let i = 1; i <= 20; i++) average = averaging.update(average, weights, { step: tf.scalar(i) });
    expect(average.w.dataSync()).toEqual(weights.w.dataSync());
  });

  it('with warm-up keeps (1 + step) / (10 + step), but no more than its decay', () => {
    for (const [step, decay, kept] of [
      [1, 0.999, 2 / 11],
      [10, 0.999, 11 / 20],
      [1e6, 0.999, 0.999],
      [10, 0.5, 0.5],
    ] as const) {
      const average = movingAverage({ decay, warmUp: true }).update(tf.scalar(1), tf.scalar(0), {
        step: tf.scalar(step),
      });
      expect(scalarOf(average)).toBeCloseTo(kept, 6);
    }
  });
});
