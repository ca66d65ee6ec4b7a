/** The part of an image that varies faster than a quarter cycle per pixel. */

import * as tf from '@tensorflow/tfjs';

/** A square matrix in row-major order. */
type Matrix = Float32Array;

/**
 * The energy of each image's top octave: of the frequencies of its discrete Fourier transform of which one coordinate,
 * along the height or the width, is above a quarter cycle per pixel. These are what an image of half the size cannot
 * hold.
 *
 * The channel's mean is taken off and the image faded out towards its edges by a Hann window, since the transform takes
 * an image for periodic, and the jump from one edge to the other would count as detail. By Parseval's theorem the
 * energy is the sum of the squares of what is left when the lower frequencies are projected out, which takes three
 * products of matrices: of any size, and in compiled functions.
 *
 * @param images `[batch, height, width, channels]`.
 * @returns `[batch]`: the sum over pixels and channels of squares.
 */
export function topOctaveEnergy(images: tf.Tensor): tf.Tensor1D {
  const [, height = 0, width = 0] = images.shape;
  const centred = tf.sub(images, tf.mean(images, [1, 2], true));
  const planes = tf.transpose(centred, [0, 3, 1, 2]);
  const window = tf.mul(tf.tensor(hannWindow(height), [height, 1]), tf.tensor(hannWindow(width), [1, width]));
  const faded = tf.mul(planes, window);
  const rows = halfBandProjections(height);
  const columns = halfBandProjections(width);
  const matrix = (data: Matrix, size: number) => tf.tensor2d(data, [size, size]);
  // All that is fast along the height, and what is fast along the width alone: two orthogonal parts.
  const fastRows = tf.matMul(matrix(rows.fast, height), faded);
  const slowRows = tf.matMul(matrix(rows.slow, height), faded);
  const fastColumns = tf.matMul(slowRows, matrix(columns.fast, width));
  return tf.sum(tf.add(tf.square(fastRows), tf.square(fastColumns)), [1, 2, 3]);
}

/** Hann's window, from edge to edge: in the discrete Fourier transform it mixes neighbouring frequencies only. */
function hannWindow(size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / size) ** 2);
}

/**
 * The matrices that keep, of signals of this length, the frequencies `k / size` up to a quarter cycle per sample, and
 * those above. They are the discrete Fourier transform, a mask, and the inverse transform in one.
 */
function halfBandProjections(size: number): { slow: Matrix; fast: Matrix } {
  const slow = new Float32Array(size * size);
  const fast = new Float32Array(size * size);
  const kernel = Array.from({ length: size }, (_, distance) => halfBandKernel(distance, size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = kernel[Math.abs(i - j)]!;
      slow[i * size + j] = value;
      fast[i * size + j] = (i === j ? 1 : 0) - value;
    }
  }
  return { slow, fast };
}

/** `1/size sum_k cos(2π k distance / size)` over the frequencies `|k| <= size / 4`. */
function halfBandKernel(distance: number, size: number): number {
  let sum = 1;
  for (let k = 1; k <= size / 4; k++) sum += 2 * Math.cos((2 * Math.PI * ((k * distance) % size)) / size);
  return sum / size;
}
