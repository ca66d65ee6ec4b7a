/** Every loss that compares two things, on inputs it takes: for tests that hold for all of them. */

import type * as tf from '@tensorflow/tfjs';
import { featureLosses, imageLosses, type MsSsimOptions, msSsimLoss } from '../index.js';
import type { ImageShape } from './pattern.js';

/** A loss of one tensor against another. */
export interface LossCase {
  readonly loss: (x: tf.Tensor, target: tf.Tensor) => tf.Scalar;
  readonly shape: ImageShape;
}

const small: ImageShape = [2, 13, 12, 3];
/** What MS-SSIM needs is large; a smaller window and fewer scales do where a test is slow. */
const fewScales: MsSsimOptions = { windowSize: 3, weights: [0.4, 0.6] };

/** The cases by name; the shapes are small enough for the reference evaluator. */
export const lossCases: Readonly<Record<string, LossCase>> = {
  ...Object.fromEntries(
    Object.entries(imageLosses).map(([name, loss]) => [
      name,
      name === 'ms-ssim'
        ? { loss: (x: tf.Tensor, target: tf.Tensor) => msSsimLoss(x, target, fewScales), shape: [2, 8, 7, 2] }
        : { loss: (x: tf.Tensor, target: tf.Tensor) => loss(x, target), shape: small },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(featureLosses).map(([name, loss]) => [
      `features, ${name}`,
      {
        loss: (x: tf.Tensor, target: tf.Tensor) => loss({ layer: x }, { layer: target }),
        shape: small,
      },
    ]),
  ),
};
