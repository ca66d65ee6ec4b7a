/** Rules of activations agree with the slopes of the layers that they judge. */

import {
  activation,
  apply,
  clip,
  crelu,
  init,
  type Layer,
  leakyRelu,
  prelu,
  relu,
  selu,
  sequential,
  sigmoid,
  tanh,
} from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { activationRules, judgedNodes } from './kinks.js';
import { saturatedSlope } from './thresholds.js';

const layers: Readonly<Record<string, Layer>> = {
  relu: relu(),
  thresholdedRelu: { kind: 'activation', function: 'thresholdedRelu', threshold: 0.7 },
  relu6: activation('relu6'),
  clip: clip({ minimum: -1, maximum: 2 }),
  hardSigmoid: { kind: 'activation', function: 'hardSigmoid', alpha: 0.25, beta: 0.5 },
  hardSwish: activation('hardSwish'),
  leakyRelu: leakyRelu({ slope: 0.3 }),
  prelu: prelu(),
  crelu: crelu(),
  selu: selu(),
  abs: activation('abs'),
  sigmoid: sigmoid(),
  tanh: tanh(),
  softsign: activation('softsign'),
};

/** Numbers from -8 to 8 that are no kink of any; near 0 the smooth ones are steepest. */
const numbers = [1e-4, ...Array.from({ length: 160 }, (_, i) => (i - 79.5) / 10 + 0.003)];

it('there is an example of every rule', () => {
  expect(Object.keys(layers).sort()).toEqual(Object.keys(activationRules).sort());
});

describe.each(Object.entries(layers))('%s', (kind, layer) => {
  const network = sequential([null, 1], { judged: layer });
  const variables = init(network, randomKey(1));
  const x = tf.tensor(numbers, [numbers.length, 1]);
  const slopes = tf
    .grad((x: tf.Tensor) => tf.sum(apply(network, variables, x).y))(x)
    .dataSync();
  const [node] = judgedNodes(network);
  const where = (mask: tf.Tensor | undefined) => mask && Array.from(mask.dataSync(), Boolean);
  const settings = { ...layer };
  const active = where(node!.rule.active?.(x, settings));
  const saturated = where(node!.rule.saturated?.(x, settings));

  it('is found in a graph under its name', () => {
    expect(node).toMatchObject({ name: 'judged', kind, input: 'input' });
  });

  // A rule judges one of the two or both: what it does not judge has no test.
  if (active !== undefined) {
    it('has another slope on the other side of its kink', () => {
      expect(new Set(active)).toEqual(new Set([true, false]));
      const mean = (side: boolean) => {
        const own = Array.from(slopes).filter((_, i) => active[i] === side);
        return own.reduce((sum, slope) => sum + slope, 0) / own.length;
      };
      expect(Math.abs(mean(true) - mean(false))).toBeGreaterThan(0.1);
    });

    it('passes nothing to inactive units exactly if they can die', () => {
      const passed = Array.from(slopes).filter((slope, i) => !active[i] && slope !== 0);
      expect(passed.length === 0).toBe(node!.rule.canDie === true);
    });
  }

  if (saturated !== undefined) {
    it('is flat where it is called saturated', () => {
      const largest = Math.max(...Array.from(slopes, Math.abs));
      expect(saturated.some(Boolean)).toBe(true);
      for (const [i, isFlat] of saturated.entries()) {
        const share = Math.abs(slopes[i]!) / largest;
        if (isFlat) expect(share).toBeLessThan(saturatedSlope * 1.02);
        else if (active === undefined) expect(share).toBeGreaterThan(saturatedSlope * 0.98);
      }
    });
  }
});
