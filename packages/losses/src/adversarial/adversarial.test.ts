/** The games of two players: what they reward, and that nothing overflows. */

import { jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { adversarialLosses, crossEntropies, realScore } from './index.js';

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const total = ({ real, fake }: { real: tf.Scalar; fake: tf.Scalar }) => value(real) + value(fake);
const games = Object.entries(adversarialLosses);

describe.each(games)('the %s game', (_name, game) => {
  it('rewards a discriminator that tells them apart, and a generator that it takes for real', () => {
    const [high, low] = [tf.tensor1d([1, 1]), tf.tensor1d([-1, -1])];
    expect(total(game.discriminator(high, low))).toBeLessThan(total(game.discriminator(low, high)));
    expect(value(game.generator(high))).toBeLessThan(value(game.generator(low)));
  });

  it.each([-1e4, -100, 0, 100, 1e4])(
    'is finite with its gradients at scores of %d, eagerly and compiled',
    async (score) => {
      const both = (scores: tf.Tensor) => {
        const { real, fake } = game.discriminator(scores, scores);
        return tf.addN([real, fake, game.generator(scores)]);
      };
      const scores = tf.fill([2, 1], score);
      const compiled = jit((scores: tf.Tensor) => tf.valueAndGrad(both)(scores));
      const [eager, fast] = [tf.valueAndGrad(both)(scores), await compiled(scores)];
      await compiled.release();
      const numbers = [value(eager.value), ...eager.grad.dataSync(), ...fast.value.data, ...fast.grad.data];
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(fast.value.data[0]).toBeCloseTo(value(eager.value), 4);
    },
  );

  it('wants one score per image, not two logits', () => {
    const logits = tf.zeros([3, 2]);
    expect(() => game.generator(logits)).toThrow('the scores are [3, 2], not [batch] or [batch, 1]');
    expect(() => game.discriminator(tf.zeros([3]), logits)).toThrow(
      'realScore makes one score of two logits',
    );
  });
});

describe('the non-saturating generator', () => {
  it('has a gradient where the minimax one has lost its own: when its images are seen through', () => {
    const scores = tf.tensor1d([-20]);
    const slope = (kind: 'non-saturating' | 'minimax') =>
      Math.abs(value(tf.grad(adversarialLosses[kind].generator)(scores)));
    expect(slope('non-saturating')).toBeCloseTo(1, 6);
    expect(slope('minimax')).toBeLessThan(1e-8);
  });
});

describe('realScore', () => {
  it('takes class 0 for real', () => {
    const score = realScore(
      tf.tensor2d([
        [3, 1],
        [0, 4],
      ]),
    );
    expect([...score.dataSync()]).toEqual([2, -4]);
    expect(() => realScore(tf.zeros([2, 3]))).toThrow('[2, 3] is not [batch, 2]');
  });
});

describe('crossEntropies', () => {
  it('are ln 2 for one who is undecided, so that the ratio of the pause rule is 2', () => {
    const { real, fake, fakeAsReal } = crossEntropies(tf.zeros([4]), tf.zeros([4, 1]));
    for (const each of [real, fake, fakeAsReal]) expect(value(each)).toBeCloseTo(Math.LN2, 6);
    expect((value(real) + value(fake)) / value(fakeAsReal)).toBeCloseTo(2, 6);
  });

  it('take fakeAsReal from the scores after the update, where they are given', () => {
    const { fake, fakeAsReal } = crossEntropies(tf.zeros([1]), tf.tensor1d([2]), tf.tensor1d([-30]));
    expect(value(fake)).toBeCloseTo(Math.log(1 + Math.exp(2)), 5);
    expect(value(fakeAsReal)).toBeCloseTo(30, 5);
  });
});
