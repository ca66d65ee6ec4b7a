/** Priors are prepared once, and their draws are theirs. */

import { jit } from '@diopter/core-tensor/jit';
import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type Kernel, preparePrior, squaredMmdToPrior } from '../index.js';
import { standardNormal, threeGaussians } from '../testing/example-kernels.js';

const kernel: Kernel = { kind: 'squared-exponential', lengthscale: 1 };
const priors = {
  gaussian: standardNormal(3),
  mixture: threeGaussians,
  categorical: { kind: 'categorical', weights: [0.5, 0.125, 0.375] },
} as const;

describe.each(Object.entries(priors))('a %s prior', (_, prior) => {
  it('has draws that fit it and repeat with their key, and others do not', async () => {
    const prepared = preparePrior(prior);
    const mmd = jit((x: tf.Tensor) => squaredMmdToPrior(x, prepared, { kernel }));
    const drawn = prepared.draw(randomKey(1), 1500);
    const { data } = drawn;
    const shifted = { ...drawn, data: data.map((each) => each + 0.3) };
    expect(Math.abs((await mmd(drawn)).data[0]!)).toBeLessThan(1e-3);
    expect((await mmd(shifted)).data[0]).toBeGreaterThan(5e-3);
    await mmd.release();
    expect(prepared.draw(randomKey(1), 1500).data).toEqual(data);
    expect(prepared.draw(randomKey(2), 1500).data).not.toEqual(data);
  });

  it('prepared once is the same, and is not prepared again', () => {
    const prepared = preparePrior(prior);
    expect(preparePrior(prepared)).toBe(prepared);
    const { data, shape } = prepared.draw(randomKey(3), 8);
    const x = tf.tensor2d(data, [8, shape[1]!]);
    const [once, again] = [prepared, prior].map(
      (each) => squaredMmdToPrior(x, each, { kernel }).dataSync()[0],
    );
    expect(once).toBe(again);
  });
});
