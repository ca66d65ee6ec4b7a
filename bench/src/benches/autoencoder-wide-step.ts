/** An autoencoder with more channels, which doubles sizes by repeating pixels. */

import { conv2d, leakyRelu, sequential, upsample } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 16;

const convolution = (filters: number, kernelSize: number, strides = 1) =>
  conv2d({ filters, kernelSize, strides, padding: Math.floor(kernelSize / 2) });
const active = leakyRelu({ slope: 0.3 });

const network = sequential(
  [null, 64, 64, 3],
  [
    [convolution(64, 5, 2), active, convolution(128, 3, 2), active, convolution(256, 3, 2), active],
    [convolution(8, 3), convolution(256, 3), active],
    [upsample(), convolution(128, 3), active, upsample(), convolution(64, 3), active],
    [upsample(), convolution(3, 3)],
  ].flat(),
);

export const autoencoderWideStep: Bench = {
  about:
    'one step of an autoencoder of up to 256 channels, upsampling by nearest neighbours: pixel loss, Adam',
  batch,
  start(options) {
    const images = uniformValues(randomKey(3), [batch, 64, 64, 3]);
    return startSupervised(
      { network, x: images, target: images, optimizer: adam(), learningRate: 2e-4 },
      options,
    );
  },
};
