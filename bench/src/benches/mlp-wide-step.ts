/** Few large matrix products: the encoder of the adversarial autoencoder's MNIST experiments. */

import { dense, relu, sequential } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { normalValues, randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 256;

const network = sequential(
  [null, 784],
  [dense({ units: 1000 }), relu(), dense({ units: 1000 }), relu(), dense({ units: 2 })],
);

export const mlpWideStep: Bench = {
  about: 'one step of dense layers 784-1000-1000-2 with ReLUs: squared error, Adam',
  batch,
  start: (options) =>
    startSupervised(
      {
        network,
        x: uniformValues(randomKey(3), [batch, 784]),
        target: normalValues(randomKey(4), [batch, 2]),
        optimizer: adam(),
        learningRate: 1e-4,
      },
      options,
    ),
};
