/** A small step with everything that could leak: donated state, fresh draws, and a loss that is read. */

import { conv2d, conv2dTranspose, leakyRelu, sequential } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 4;

const network = sequential(
  [null, 32, 32, 3],
  [
    conv2d({ filters: 16, kernelSize: 3, strides: 2, padding: 1 }),
    leakyRelu({ slope: 0.3 }),
    conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 1 }),
  ],
);

export const soak: Bench = {
  about: 'a small denoising autoencoder whose input gets fresh noise at every step: pixel loss, Adam',
  batch,
  start(options) {
    const images = uniformValues(randomKey(3), [batch, 32, 32, 3]);
    return startSupervised(
      { network, x: images, target: images, optimizer: adam(), learningRate: 1e-3, noise: 0.1 },
      options,
    );
  },
};
