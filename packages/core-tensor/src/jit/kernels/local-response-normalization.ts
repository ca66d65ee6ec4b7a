/** `LRN` and `LRNGrad`: each channel divided by a power of its neighbours' energy (Krizhevsky et al. 2012, section 3.3). */

import * as tf from '@tensorflow/tfjs';
import { float } from '../../onnx/attributes.js';
import { denseAt } from '../emit/lowering.js';
import { channelsFirst } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import type { CompositeKernel, PrimitiveKernel } from './kernel.js';

export const lrn: PrimitiveKernel = {
  name: 'LRN',
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [ValueId];
    const size = 2 * Number(attributes.depthRadius) + 1;
    const name = lowering.builder.node('LRN', [lowering.image(x)], {
      attributes: {
        size,
        // ONNX weighs the mean of the squares, tfjs their sum.
        alpha: float(Number(attributes.alpha) * size),
        beta: float(Number(attributes.beta)),
        bias: float(Number(attributes.bias)),
      },
    });
    return [denseAt(name, lowering.spec(x).shape, channelsFirst)];
  },
};

/**
 * From y = x s^-β with s = bias + α ∑ x² over neighbouring channels:
 * dx = dy s^-β - 2αβ x ∑ (dy y / s), the sum again over neighbours.
 */
export const lrnGrad: CompositeKernel = {
  name: 'LRNGrad',
  compose: ({ x, y, dy }, { depthRadius, bias, alpha, beta }) => {
    const overNeighbours = neighbourSum(x!.shape, Number(depthRadius));
    const scale = tf.add(tf.mul(overNeighbours(tf.square(x!)), Number(alpha)), Number(bias));
    const direct = tf.mul(dy!, tf.pow(scale, -Number(beta)));
    const shared = overNeighbours(tf.div(tf.mul(dy!, y!), scale));
    return tf.sub(direct, tf.mul(tf.mul(x!, shared), 2 * Number(alpha) * Number(beta)));
  },
};

/** Sums over channels at most `radius` away, as the product of a band matrix with channel-major images. */
function neighbourSum(shape: readonly number[], radius: number): (x: tf.Tensor) => tf.Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = shape;
  const data = Float32Array.from({ length: channels ** 2 }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );
  const band = tf.tensor2d(data, [channels, channels]);
  return (x) => {
    const rows = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch, channels, height * width]);
    const sums = tf.reshape(tf.matMul(band, rows), [batch, channels, height, width]);
    return tf.transpose(sums, [0, 2, 3, 1]);
  };
}
