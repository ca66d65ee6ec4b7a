/** Very many small operations. */

import { dense, relu, sequential } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import type { Bench } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 128;
const width = 128;
const layers = 200;

const network = sequential(
  [null, width],
  Array.from({ length: layers }, () => [dense({ units: width }), relu()]).flat(),
);

export const mlp200LayersStep: Bench = {
  about: 'one step of 200 dense layers of width 128 with ReLUs: squared error, Adam',
  batch,
  start: (options) =>
    startSupervised(
      {
        network,
        x: normalValues(randomKey(3), [batch, width]),
        target: normalValues(randomKey(4), [batch, width]),
        optimizer: adam(),
        learningRate: 1e-5,
        packed: true,
      },
      options,
    ),
};
