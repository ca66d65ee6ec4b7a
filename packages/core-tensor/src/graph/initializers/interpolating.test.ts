/** Filters that start smooth. */

import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { randomKey } from '../../random/index.js';
import { apply, conv2dTranspose, heNormal, init, interpolating, sequential } from '../index.js';

/** The variance of what a transposed convolution, as it starts, makes of a flat image, edges left out. */
function unevenness(initializer: ReturnType<typeof interpolating>): number {
  const options = {
    filters: 5,
    kernelSize: 4,
    strides: 2,
    padding: 1,
    initializers: { filter: initializer },
  };
  const network = sequential([1, 6, 6, 3], { up: conv2dTranspose(options) });
  const { y } = apply(network, init(network, randomKey(1)), tf.ones([1, 6, 6, 3]));
  const inside = tf.slice(y as tf.Tensor4D, [0, 2, 2, 0], [1, 8, 8, 5]);
  return tf.max(tf.moments(inside, [0, 1, 2]).variance).dataSync()[0]!;
}

it('interpolating filters make flat images of flat images; independent weights make checkerboards', () => {
  expect(unevenness(interpolating())).toBeLessThan(1e-10);
  expect(unevenness(heNormal())).toBeGreaterThan(0.01);
});
