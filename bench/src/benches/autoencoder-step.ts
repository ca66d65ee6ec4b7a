/** The main job's network. */

import { adam } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { autoencoder } from '@diopter/models';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 16;

export const autoencoderStep: Bench = {
  about: 'one step of the network of `diopter train autoencoder`: pixel loss, Adam, images of 64x64x3',
  batch,
  start(options) {
    const images = uniformValues(randomKey(3), [batch, 64, 64, 3]);
    return startSupervised(
      { network: autoencoder(), x: images, target: images, optimizer: adam(), learningRate: 2e-4 },
      options,
    );
  },
};
