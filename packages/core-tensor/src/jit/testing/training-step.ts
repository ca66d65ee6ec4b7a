/** A small training step with everything that a real one has: convolutions, random draws, gradients, and Adam. */

import * as tf from '@tensorflow/tfjs';
import { bernoulli, foldIn, type Key, normal, normalValues, randomKey } from '../../random/index.js';
import { type HostTensor, mapTree } from '../../tree/index.js';

export type Parameters = { bias: tf.Tensor; narrow: tf.Tensor; wide: tf.Tensor };
export type State = { parameters: Parameters; means: Parameters; squares: Parameters };
export type StepResult = { state: State; loss: tf.Tensor };

/** Removes noise and dropout from images [batch, height, width, 3]. */
export function trainingStep(state: State, key: Key, images: tf.Tensor4D, rate: tf.Scalar): StepResult {
  const noise = normal(foldIn(key, 'noise'), images.shape, { standardDeviation: 0.1 });
  const kept = bernoulli(foldIn(key, 'dropout'), images.shape, { probability: 0.9 });
  const spoilt = tf.mul(tf.add(images, noise), tf.cast(kept, 'float32')) as tf.Tensor4D;
  const loss = (bias: tf.Tensor, narrow: tf.Tensor, wide: tf.Tensor) => {
    const hidden = tf.relu(tf.add(tf.conv2d(spoilt, wide as tf.Tensor4D, 1, 'same'), bias)) as tf.Tensor4D;
    const restored = tf.conv2d(hidden, narrow as tf.Tensor4D, 1, 'same');
    return tf.mean(tf.square(tf.sub(restored, images))) as tf.Scalar;
  };
  const { bias, narrow, wide } = state.parameters;
  const { value, grads } = tf.valueAndGrads(loss)([bias, narrow, wide]);
  const gradients = { bias: grads[0]!, narrow: grads[1]!, wide: grads[2]! };
  const means = mapTree((m, g) => m.mul(0.9).add(g.mul(0.1)), state.means, gradients);
  const squares = mapTree((v, g) => v.mul(0.999).add(g.square().mul(0.001)), state.squares, gradients);
  const parameters = mapTree(
    (p, m, v) => p.sub(m.div(v.sqrt().add(1e-4)).mul(rate)),
    state.parameters,
    means,
    squares,
  );
  return { state: { parameters, means, squares }, loss: value };
}

/** Where training starts: `channels` hidden ones. */
export function initialState(channels = 8): HostTree<State> {
  const drawn = (name: string, shape: readonly number[]) =>
    normalValues(foldIn(randomKey(1), name), shape, { standardDeviation: 0.2 });
  const parameters = {
    bias: drawn('bias', [channels]),
    narrow: drawn('narrow', [3, 3, channels, 3]),
    wide: drawn('wide', [3, 3, 3, channels]),
  };
  const zeros = () =>
    mapTree(({ shape, dtype, data }): HostTensor => ({ shape, dtype, data: data.map(() => 0) }), parameters);
  return { parameters, means: zeros(), squares: zeros() };
}

export function someImages(batch = 2, size = 8): HostTensor<'float32'> {
  return normalValues(randomKey(2), [batch, size, size, 3]);
}

type HostTree<T> = T extends tf.Tensor ? HostTensor : { [Name in keyof T]: HostTree<T[Name]> };
