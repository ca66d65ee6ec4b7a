/** Very many small convolutions: as deep as networks without shortcuts get, and at any other depth. */

import { adam } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { deepNetwork } from '@diopter/models';
import type { Bench, StartOptions } from '../bench.js';
import { startSupervised } from '../supervised.js';

const batch = 32;
const outputs = 10;

const about = (depth: string) =>
  `one step of ${depth} layers with CReLUs that start linear, 8 channels, images of 32x32x3: squared error of 10 outputs, Adam`;

export const crelu200Step: Bench = { about: about('200'), batch, start: (options) => start(200, options) };

/** The same at the depth that is asked for. */
export const creluByDepth: Bench = {
  about: about('so many'),
  batch,
  start: (options) => start(options.depth ?? 200, options),
};

function start(depth: number, options: StartOptions) {
  return startSupervised(
    {
      network: deepNetwork({
        depth,
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
  );
}
