/** The composite is the weighted sum of its terms, and its weights convert exactly. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { adversarialLosses } from '../adversarial/index.js';
import { pixelLosses } from '../pixel/index.js';
import { pattern } from '../testing/pattern.js';
import { caffeWeights, type DeepsimTerm, type DeepsimWeights, deepsim, meanWeights } from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const [images, targets] = [pattern('distorted', [2, 4, 6, 3]), pattern('target', [2, 4, 6, 3])];
const features = { conv: pattern('distorted', [2, 3, 2, 5]) };
const targetFeatures = { conv: pattern('target', [2, 3, 2, 5]) };
const inputs = { images, targets, features, targetFeatures, fakeScores: tf.tensor1d([0.5, -2]) };
const terms: DeepsimTerm[] = ['feature', 'adversarial', 'pixel'];

describe('deepsim', () => {
  it('is the weighted sum of its terms, which come without weights', () => {
    const weights = { feature: 3, adversarial: 0.5, pixel: 7 };
    const { value: total, terms: each } = deepsim(weights)(inputs);
    const sum = terms.reduce((sum, name) => sum + weights[name] * value(each[name]), 0);
    expect(value(total)).toBeCloseTo(sum, 5);
    const { terms: unweighted } = deepsim({ feature: 1, adversarial: 1, pixel: 1 })(inputs);
    for (const name of terms) expect(value(each[name])).toBe(value(unweighted[name]));
  });

  it('plays the game and takes the loss of pixels that were asked for', () => {
    const options = { adversarial: 'hinge', pixel: 'absolute' } as const;
    const { terms: each } = deepsim({ feature: 0, adversarial: 1, pixel: 1 }, options)(inputs);
    expect(value(each.adversarial)).toBe(value(adversarialLosses.hinge.generator(inputs.fakeScores)));
    expect(value(each.pixel)).toBe(value(pixelLosses.absolute(images, targets)));
  });

  it.each(terms)(
    'does without what belongs to the term %s where its weight is 0, and says what it lacks else',
    (name) => {
      const without: Record<DeepsimTerm, object> = {
        feature: { images, targets, fakeScores: inputs.fakeScores },
        adversarial: { images, targets, features, targetFeatures },
        pixel: { features, targetFeatures, fakeScores: inputs.fakeScores },
      };
      const ones: DeepsimWeights = { feature: 1, adversarial: 1, pixel: 1 };
      const { value: total, terms: each } = deepsim({ ...ones, [name]: 0 })(without[name]);
      expect(value(each[name])).toBe(0);
      expect(value(total)).toBeCloseTo(
        terms.reduce((sum, other) => sum + value(each[other]), 0),
        5,
      );
      expect(() => deepsim(ones)(without[name])).toThrow('give it, or the term a weight of 0');
    },
  );

  it('refuses weights that are negative or no numbers', () => {
    expect(() => deepsim({ ...caffeWeights, pixel: -1 })).toThrow('deepsim, weight pixel: -1');
    expect(() => deepsim({ ...caffeWeights, feature: Number.NaN })).toThrow('weight feature: NaN');
  });
});

describe('meanWeights', () => {
  it('give means over [0, 1] the value that the paper’s weights give sums over [0, 255]', () => {
    const inBytes = { ...inputs, images: tf.mul(images, 255), targets: tf.mul(targets, 255) };
    const asPaper = deepsim(caffeWeights, { perImage: 'sum', dataRange: 255 })(inBytes);
    const ours = deepsim(meanWeights(caffeWeights, { features: 3 * 2 * 5, pixels: 4 * 6 * 3 }))(inputs);
    expect(value(ours.value)).toBeCloseTo(value(asPaper.value), 3);
    expect(value(asPaper.value)).toBeGreaterThan(10);
  });
});
