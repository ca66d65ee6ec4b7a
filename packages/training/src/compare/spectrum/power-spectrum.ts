/** The power spectrum of images: how much of their detail is how fine. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';

/**
 * The mean power spectrum over a batch and its channels. Each plane's mean is taken off, and the plane faded out towards its
 * edges by a Hann window, since the discrete Fourier transform takes an image for periodic; the power is divided by the mean
 * square of the window, so that white noise of variance s² has the power s² everywhere, whatever the size.
 *
 * @param images `[batch, size, size, channels]`: squares.
 * @returns `[size, size]`. Element `[u, v]` belongs to `u / size` cycles per pixel along the height and `v / size` along the
 * width; from half the size on, frequencies are negative ones.
 * @throws DiopterError `shape-mismatch` if the images are no squares.
 */
export function powerSpectrum(images: tf.Tensor): tf.Tensor2D {
  const [, size = 0, width] = images.shape;
  if (images.rank !== 4 || size !== width) {
    throw new DiopterError('shape-mismatch', {
      what: `[${images.shape.join(', ')}] is no batch of square images`,
      where: 'powerSpectrum, argument images',
    });
  }
  const planes = tf.transpose(tf.sub(images, tf.mean(images, [1, 2], true)), [0, 3, 1, 2]);
  const { window, cosines, sines } = transform(size);
  const faded = tf.mul(planes, window);
  // exp(-ia) exp(-ib) = (cos a - i sin a)(cos b - i sin b): of the rows with the one, of the columns with the other.
  const [rowCosines, rowSines] = [tf.matMul(cosines, faded), tf.matMul(sines, faded)];
  const real = tf.sub(tf.matMul(rowCosines, cosines), tf.matMul(rowSines, sines));
  const imaginary = tf.add(tf.matMul(rowSines, cosines), tf.matMul(rowCosines, sines));
  return tf.mean(tf.add(tf.square(real), tf.square(imaginary)), [0, 1]);
}

/** The window, of mean square 1, and the real and imaginary parts of the unitary transform: `[size, size]` each, symmetric. */
function transform(size: number): { window: tf.Tensor2D; cosines: tf.Tensor2D; sines: tf.Tensor2D } {
  const hann = Array.from({ length: size }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / size) ** 2);
  const meanSquare = hann.reduce((sum, value) => sum + value ** 2, 0) / size;
  const matrix = (element: (row: number, column: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: size * size }, (_, i) => element(Math.floor(i / size), i % size)),
      [size, size],
    );
  const angle = (row: number, column: number) => (2 * Math.PI * ((row * column) % size)) / size;
  return {
    window: matrix((row, column) => (hann[row]! * hann[column]!) / meanSquare),
    cosines: matrix((row, column) => Math.cos(angle(row, column)) / Math.sqrt(size)),
    sines: matrix((row, column) => Math.sin(angle(row, column)) / Math.sqrt(size)),
  };
}
