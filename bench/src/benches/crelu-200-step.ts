/** Very many small convolutions: as deep as networks without shortcuts get. */

import { adam } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { deepNetwork } from '@diopter/models';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 32;
const outputs = 10;

export const crelu200Step: Bench = {
  about:
    'one step of 200 layers with CReLUs that start linear, 8 channels, images of 32x32x3: squared error of 10 outputs, Adam',
  batch,
  start: (options) =>
    startSupervised(
      {
        network: deepNetwork({
          depth: 200,
          imageShape: [32, 32, 3],
          channels: 8,
          outputs,
          poolAfter: [2, 4],
        }),
        x: uniformValues(randomKey(3), [batch, 32, 32, 3], { minimum: -1, maximum: 1 }),
        target: uniformValues(randomKey(4), [batch, outputs]),
        optimizer: adam(),
        learningRate: 1e-5,
        packed: true,
      },
      options,
    ),
};
