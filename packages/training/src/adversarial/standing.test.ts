import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { standing } from './index.js';

const numbers = (real: number[], fake: number[], fakeAsReal: number[]) => {
  const found = standing({
    real: tf.tensor1d(real),
    fake: tf.tensor1d(fake),
    fakeAsReal: tf.tensor1d(fakeAsReal),
  });
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value.dataSync()[0]!]));
};

it('is a ratio of 2 at chance', () => {
  const { ratio, ...entropies } = numbers([0, 0], [0, 0], [0, 0]);
  expect(ratio).toBeCloseTo(2, 6);
  for (const entropy of Object.values(entropies)) expect(entropy).toBeCloseTo(Math.LN2, 6);
});

it('is near 0 for a discriminator that is never fooled, large for one that always is', () => {
  expect(numbers([9], [-9], [-9]).ratio).toBeLessThan(1e-4);
  expect(numbers([-9], [9], [9]).ratio).toBeGreaterThan(1e4);
});

it('stays finite when nothing is left to learn', () => {
  const { crossEntropyFakeAsReal, ratio } = numbers([-500], [500], [500]);
  expect(crossEntropyFakeAsReal).toBe(0);
  expect(Number.isFinite(ratio)).toBe(true);
});
