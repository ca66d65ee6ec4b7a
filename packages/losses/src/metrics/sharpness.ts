/** Sharpness: how much fine detail reconstructions have, relative to the originals. */

import * as tf from '@tensorflow/tfjs';
import { assertDataRange, checkImages, type RangeOptions } from '../checks/index.js';
import { topOctaveEnergy } from './top-octave.js';

/** Energy per pixel and channel that counts as none: a ten-thousandth of what rounding to bytes makes. */
const negligible = 1e-10;

/**
 * The spectral energy of the images' top octave, relative to the targets': the ratio of the sums over the batch. 1 is
 * right, less is blurred, more is noise or ringing. It says nothing about whether the detail is in the right places.
 *
 * The top octave is all between half the Nyquist frequency and the Nyquist frequency: above a quarter cycle per pixel
 * along the height or the width. Taking the larger of the two and not the length of the frequency (our choice, as is
 * the Hann window against the edges) makes it exactly what is lost when an image is halved. All channels count alike.
 * To both sums `1e-10 dataRange²` per pixel and channel is added, so that constant images compare as 1 and not as 0 / 0.
 *
 * @param x images, `[batch, height, width, channels]`, of any size, in [0, `dataRange`].
 * @param target of the same shape and range.
 * @returns a scalar, at least 0: a ratio of squares, so that half the contrast gives a quarter.
 * @throws DiopterError `shape-mismatch` if the shapes differ, `invalid-argument` for images that are plainly in another
 * range.
 *
 * @example
 * const ratio = sharpness(reconstructions, images);
 */
export function sharpness(x: tf.Tensor, target: tf.Tensor, { dataRange = 1 }: RangeOptions = {}): tf.Scalar {
  assertDataRange(dataRange, 'sharpness');
  checkImages(x, target, dataRange, 'sharpness');
  const floor = negligible * dataRange ** 2 * x.size;
  const energyOf = (images: tf.Tensor) => tf.add(tf.sum(topOctaveEnergy(images)), floor);
  return tf.div(energyOf(x), energyOf(target));
}
