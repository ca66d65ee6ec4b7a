import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inverse, permuted } from './layout.js';
import { permuteData } from './permute-data.js';

const cases = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    permutation: fc.shuffledSubarray(
      shape.map((_, axis) => axis),
      { minLength: shape.length },
    ),
  }),
);

it('permutes as tfjs does, and back', () => {
  fc.assert(
    fc.property(cases, ({ shape, permutation }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = Float32Array.from({ length: size }, (_, i) => i);
      const turned = permuteData(data, shape, permutation);
      expect(turned).toEqual(tf.tidy(() => tf.transpose(tf.tensor(data, shape), permutation).dataSync()));
      expect(permuteData(turned, permuted(shape, permutation), inverse(permutation))).toEqual(data);
    }),
  );
});
