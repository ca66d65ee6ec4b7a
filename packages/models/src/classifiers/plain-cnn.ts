/** A plain convolutional classifier: convolutions in a row, and pools between. */

import { type Graph, maxPool } from '@diopter/core-tensor/graph';
import { type ClassifierOptions, checkClassifier, widened } from './options.js';
import { classifierGraph, followed, pictures, rectified, square } from './parts.js';

/** Options of {@link plainCnn}. */
export interface PlainCnnOptions extends ClassifierOptions {
  /** Of every convolution of the first stage; each stage has twice as many as the one before. */
  readonly channels?: number;
  /** Between them, pictures are halved. */
  readonly stages?: number;
  /** Of each stage. */
  readonly convolutions?: number;
}

/**
 * A classifier without branches: stages of 3 x 3 convolutions with batch norm and ReLU, the maximum over 2 x 2 pixels between stages, the
 * mean over all pixels, and a dense layer. Ours: the smallest network that has everything a plain one has.
 *
 * Input `input` is `[batch, ...imageShape]`, centred around 0; output `[batch, outputs]`, logits. Nodes are called
 * `stage1/conv1/conv`, `stage1/conv1/norm`, `stage1/conv1/relu`, ..., `stage1/pool`, ..., `mean`, `output`.
 *
 * @throws DiopterError `invalid-argument` for options out of range; from `init`, `shape-mismatch` for pictures too small for so many stages.
 *
 * @example
 * const network = plainCnn({ imageShape: [32, 32, 3], outputs: 10, channels: 16 });
 */
export function plainCnn({
  width = 1,
  channels = 32,
  stages = 3,
  convolutions = 2,
  ...shape
}: PlainCnnOptions): Graph {
  checkClassifier('plainCnn', width, { outputs: shape.outputs, channels, stages, convolutions });
  let trunk = pictures;
  for (let stage = 1; stage <= stages; stage++) {
    const filters = widened(channels * 2 ** (stage - 1), width);
    for (let i = 1; i <= convolutions; i++) {
      trunk = followed(trunk, rectified(`stage${stage}/conv${i}`, filters, square(3)));
    }
    if (stage < stages) trunk = followed(trunk, { [`stage${stage}/pool`]: maxPool() });
  }
  return classifierGraph(trunk, shape);
}
