/** Random tensors: each distribution as a tensor and as plain values with the same bits. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import type { HostTensor } from '../tree/index.js';
import { isTracedKey, type Key } from './key.js';
import {
  type BernoulliOptions,
  bernoulliRequest,
  type DrawRequest,
  type NormalOptions,
  normalRequest,
  permutationRequest,
  type UniformOptions,
  uniformRequest,
} from './request.js';
import { drawValues } from './samplers.js';

/**
 * A float32 tensor of independent normal numbers, each within 0.6 units in the last place of the exact quantile of
 * its random bits and within 6.34 standard deviations of the mean.
 *
 * The options are plain numbers, fixed when a function is recorded: to scale by a traced value, multiply the result.
 *
 * @throws DiopterError `frozen-randomness` if a function being recorded draws from a key it was not given;
 *   `invalid-argument` for options out of range.
 * @example
 * const noise = normal(key, [16, 64, 64, 3], { standardDeviation: 0.1 });
 */
export function normal(key: Key, shape: readonly number[], options?: NormalOptions): tf.Tensor {
  return draw(key, normalRequest(shape, options));
}

/** The values of {@link normal}, without tfjs. */
export function normalValues(
  key: Key,
  shape: readonly number[],
  options?: NormalOptions,
): HostTensor<'float32'> {
  return drawValues(key, normalRequest(shape, options)) as HostTensor<'float32'>;
}

/**
 * A tensor of independent numbers from [minimum, maximum): float32 on a grid of 2^-24 of the interval, or every whole
 * number with the same probability (to 2^-21) for dtype int32.
 *
 * @throws DiopterError as {@link normal} does.
 * @example
 * const corners = uniform(key, [16, 2], { minimum: 0, maximum: 33, dtype: 'int32' });
 */
export function uniform(key: Key, shape: readonly number[], options?: UniformOptions): tf.Tensor {
  return draw(key, uniformRequest(shape, options));
}

/** The values of {@link uniform}, without tfjs. */
export function uniformValues<const D extends 'float32' | 'int32' = 'float32'>(
  key: Key,
  shape: readonly number[],
  options?: UniformOptions & { readonly dtype?: D },
): HostTensor<D> {
  return drawValues(key, uniformRequest(shape, options)) as HostTensor<D>;
}

/**
 * A bool tensor of independent coins, true with the given probability, which is kept to 2^-32.
 *
 * @throws DiopterError as {@link normal} does.
 * @example
 * const kept = bernoulli(key, x.shape, { probability: 0.9 });
 */
export function bernoulli(key: Key, shape: readonly number[], options?: BernoulliOptions): tf.Tensor {
  return draw(key, bernoulliRequest(shape, options));
}

/** The values of {@link bernoulli}, without tfjs. */
export function bernoulliValues(
  key: Key,
  shape: readonly number[],
  options?: BernoulliOptions,
): HostTensor<'bool'> {
  return drawValues(key, bernoulliRequest(shape, options)) as HostTensor<'bool'>;
}

/**
 * The numbers from 0 to `length - 1` in random order, as an int32 tensor; every order is equally likely.
 *
 * @throws DiopterError as {@link normal} does.
 * @example
 * const shuffled = tf.gather(images, permutation(key, images.shape[0]) as tf.Tensor1D);
 */
export function permutation(key: Key, length: number): tf.Tensor {
  return draw(key, permutationRequest(length));
}

/** The values of {@link permutation}, without tfjs. */
export function permutationValues(key: Key, length: number): HostTensor<'int32'> {
  return drawValues(key, permutationRequest(length)) as HostTensor<'int32'>;
}

/** A request as a tensor: left to the recorder if the key is traced, carried out at once otherwise. */
function draw(key: Key, request: DrawRequest): tf.Tensor {
  if (isTracedKey(key)) return key.trace.draw(request);
  if (isRecording()) {
    throw new DiopterError('frozen-randomness', {
      what: 'a function being recorded draws from a key it was not given, so every call would see the same numbers',
      where: request.distribution,
      help: 'pass the key to the compiled function as an argument, or draw outside and pass the tensor',
    });
  }
  const { data, shape, dtype } = drawValues(key, request);
  return tf.tensor(data, [...shape], dtype);
}

/** jit's recording backend says so by this property. */
function isRecording(): boolean {
  return (tf.backend() as { readonly isRecording?: boolean }).isRecording === true;
}
