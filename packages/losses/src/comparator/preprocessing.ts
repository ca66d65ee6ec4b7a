/** From images in [0, 1] to what a pretrained network was trained on. */

import * as tf from '@tensorflow/tfjs';

/** What a network does to pixels first: `(scale * pixel - mean) / deviation`, channel by channel. */
export interface Preprocessing {
  /** The order of the network's channels. Images here are red, green, blue. */
  readonly channels?: 'rgb' | 'bgr';
  /** What white is before the mean is taken off: 255 for networks of Caffe's age. */
  readonly scale?: number;
  /** One number, or one per channel in the network's order. */
  readonly mean?: number | readonly number[];
  /** One number, or one per channel in the network's order. */
  readonly deviation?: number | readonly number[];
}

/**
 * Applies {@link Preprocessing}, eagerly or in a compiled function.
 *
 * @param images `[batch, height, width, channels]`, in [0, 1].
 */
export function preprocess(
  images: tf.Tensor,
  { channels = 'rgb', scale = 1, mean = 0, deviation = 1 }: Preprocessing,
): tf.Tensor {
  const ordered = channels === 'bgr' ? tf.reverse(images, -1) : images;
  const scaled = scale === 1 ? ordered : tf.mul(ordered, scale);
  const centred = mean === 0 ? scaled : tf.sub(scaled, constants(mean));
  return deviation === 1 ? centred : tf.div(centred, constants(deviation));
}

/**
 * Undoes {@link preprocess}: from a network's values to images in [0, 1], where its generator learnt to make such.
 *
 * @param values `[batch, height, width, channels]`.
 */
export function unpreprocess(
  values: tf.Tensor,
  { channels = 'rgb', scale = 1, mean = 0, deviation = 1 }: Preprocessing,
): tf.Tensor {
  const spread = deviation === 1 ? values : tf.mul(values, constants(deviation));
  const moved = mean === 0 ? spread : tf.add(spread, constants(mean));
  const scaled = scale === 1 ? moved : tf.div(moved, scale);
  return channels === 'bgr' ? tf.reverse(scaled, -1) : scaled;
}

function constants(value: number | readonly number[]): tf.Tensor | number {
  return typeof value === 'number' ? value : tf.tensor1d([...value]);
}
