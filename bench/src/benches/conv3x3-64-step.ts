/** Nothing but the commonest convolution. */

import { conv2d, relu, sequential } from '@diopter/core-tensor/graph';
import { sgd } from '@diopter/core-tensor/optim';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 16;
const shape = [batch, 32, 32, 64];
const layers = 4;

const network = sequential(
  [null, 32, 32, 64],
  Array.from({ length: layers }, () => [conv2d({ filters: 64, kernelSize: 3, padding: 1 }), relu()]).flat(),
);

export const conv3x3Step: Bench = {
  about: 'one step of four 3x3 convolutions of 64 channels with ReLUs, on 32x32 pixels: squared error, SGD',
  batch,
  start: (options) =>
    startSupervised(
      {
        network,
        x: normalValues(randomKey(3), shape),
        target: normalValues(randomKey(4), shape),
        optimizer: sgd(),
        learningRate: 1e-3,
      },
      options,
    ),
};
