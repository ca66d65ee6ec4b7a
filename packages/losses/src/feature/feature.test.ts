/** How features are compared: layer by layer, by their distance or by their direction. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type ImageShape, pattern } from '../testing/pattern.js';
import {
  featureLoss,
  featureLosses,
  parseHeads,
  perceptualDistance,
  perceptualDistances,
  perceptualMap,
  perceptualMaps,
} from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;

describe('featureLoss', () => {
  const seen = { a: tf.tensor([1, 2, 3, 4], [2, 2]), b: tf.tensor([1, 1], [2, 1]) };
  const wanted = { b: tf.tensor([4, 1], [2, 1]), a: tf.tensor([1, 0, 3, 4], [2, 2]) };

  it('adds up layers, each with its weight', () => {
    expect(value(featureLoss(seen, wanted, { perImage: 'sum' }))).toBe(4 / 2 + 9 / 2);
    expect(value(featureLoss(seen, wanted))).toBe(4 / 2 / 2 + 9 / 2);
    expect(value(featureLoss(seen, wanted, { perImage: 'sum', weights: { b: 10 } }))).toBe(2 + 45);
  });

  it.each(Object.entries(featureLosses))('%s sends no gradient to the targets', (_name, loss) => {
    const both = (x: tf.Tensor, target: tf.Tensor) => loss({ a: x }, { a: target });
    const [toFeatures, toTargets] = tf.grads(both)([seen.a, wanted.a]);
    expect([...toFeatures!.dataSync()].some((each) => each !== 0)).toBe(true);
    expect([...toTargets!.dataSync()]).toEqual([0, 0, 0, 0]);
  });

  it.each(Object.entries(featureLosses))('%s wants the same layers on both sides', (_name, loss) => {
    expect(() => loss(seen, { a: wanted.a })).toThrow(
      'the features are those of a, b, the targets those of a',
    );
    expect(() => loss({}, {})).toThrow('no layer');
    expect(() => loss(seen, { ...wanted, b: tf.zeros([2, 2]) })).toThrow('layer b');
  });
});

describe('perceptualDistance', () => {
  const shape: ImageShape = [2, 4, 6, 5];
  const [seen, wanted] = [{ conv: pattern('distorted', shape) }, { conv: pattern('target', shape) }];

  it('does not depend on the length of features, only on their direction', () => {
    const longer = { conv: tf.mul(seen.conv, 30) };
    expect(value(perceptualDistance(longer, wanted))).toBeCloseTo(value(perceptualDistance(seen, wanted)), 5);
    const opposite = { conv: tf.neg(wanted.conv) };
    expect(value(perceptualDistance(opposite, wanted))).toBeCloseTo(4, 3);
  });

  it('has finite gradients where no channel answers', () => {
    const none = { conv: tf.zeros([...shape]) };
    const toSilent = tf.grad((x: tf.Tensor) => perceptualDistance({ conv: x }, wanted))(none.conv);
    expect(toSilent.dataSync().every(Number.isFinite)).toBe(true);
    expect(value(perceptualDistance(none, none))).toBe(0);
  });

  it('is the mean of its layers over the batch, and they the means of their maps', () => {
    const maps = perceptualMaps(seen, wanted);
    expect(maps.conv!.shape).toEqual([2, 4, 6]);
    const layers = perceptualDistances(seen, wanted);
    expect([...layers.conv!.dataSync()]).toEqual([...tf.mean(maps.conv!, [1, 2]).dataSync()]);
    expect(value(perceptualDistance(seen, wanted))).toBe(value(tf.mean(layers.conv!)));
    const same = perceptualMap({ a: maps.conv!, b: maps.conv! }, [4, 6]);
    expect(same.sub(tf.mul(maps.conv!, 2)).abs().max().dataSync()[0]).toBeLessThan(1e-6);
  });

  it('takes vectors as well as maps', () => {
    const vectors = { fc: tf.tensor2d([[3, 4]]) };
    expect(value(perceptualDistance(vectors, { fc: tf.tensor2d([[4, 3]]) }))).toBeCloseTo(0.08, 6);
  });

  it('refuses heads that do not fit, and negative ones', () => {
    const withHeads = (heads: Record<string, number[]>) => () => perceptualDistance(seen, wanted, { heads });
    expect(withHeads({ relu: [1] })).toThrow('heads of layer conv: there are none');
    expect(withHeads({ conv: [1, 2] })).toThrow('2 weights for 5 channels');
    expect(withHeads({ conv: [1, 1, -0.5, 1, 1] })).toThrow('a weight is -0.5');
    expect(() => perceptualDistance(seen, wanted, { epsilon: 0 })).toThrow('option epsilon');
  });
});

describe('parseHeads', () => {
  const one = '{ "lin0": [0.5, 0], "lin1": [1] }';

  it('gives the weights of each layer to its tap, from a file of one network or of several', () => {
    const heads = { relu1: [0.5, 0], relu2: [1] };
    expect(parseHeads(one, { taps: ['relu1', 'relu2'] })).toEqual(heads);
    expect(parseHeads(`{ "v0.1/x": ${one} }`, { network: 'v0.1/x', taps: ['relu1', 'relu2'] })).toEqual(
      heads,
    );
  });

  it.each([
    ['[', {}, 'h.json: it is no JSON object'],
    ['[]', {}, 'no JSON object'],
    [one, { network: 'v0.1/y' }, 'no network called v0.1/y (help: it has lin0, lin1)'],
    ['{ "lin0": [1] }', {}, 'it has 1 layers (lin0), not 2'],
    ['{ "lin0": [1], "lin1": [-1] }', {}, 'lin1 is no list of finite numbers of at least 0'],
    ['{ "lin0": [1], "lin1": ["1"] }', {}, 'lin1 is no list'],
  ])('refuses %s with %j', (text, options, message) => {
    expect(() => parseHeads(text, { taps: ['a', 'b'], where: 'h.json', ...options })).toThrow(message);
  });
});
