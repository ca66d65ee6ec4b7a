/** Initial values of parameters as data: a distribution and, for scaled ones, the rule that gives its width. */

import * as tf from '@tensorflow/tfjs';
import { type Key, normal, uniform } from '../random/index.js';

/**
 * How a parameter starts.
 *
 * `scaled` draws with standard deviation `coefficient * sqrt(numerator / fan)`, where `fan` is the layer's number of
 * inputs per output value (`'in'`), of outputs per input value (`'out'`) or the mean of both (`'average'`).
 * `interpolating` is for filters of transposed convolutions, see {@link interpolating}.
 */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: 'uniform'; readonly minimum: number; readonly maximum: number }
  | {
      readonly kind: 'scaled';
      readonly distribution: 'normal' | 'uniform';
      readonly numerator: number;
      readonly fan: 'in' | 'out' | 'average';
      readonly coefficient: number;
    }
  | { readonly kind: 'interpolating'; readonly coefficient: number };

/** The fan rules a layer knows for one of its parameters. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** All zeros. */
export function zeros(): Initializer {
  return constantly(0);
}

/** All ones. */
export function ones(): Initializer {
  return constantly(1);
}

/** One value everywhere. */
export function constantly(value: number): Initializer {
  return { kind: 'constant', value };
}

/** Normal with a given standard deviation. */
export function gaussian(standardDeviation: number, { mean = 0 } = {}): Initializer {
  return { kind: 'normal', mean, standardDeviation };
}

/** Uniform between two bounds. */
export function uniformly(minimum: number, maximum: number): Initializer {
  return { kind: 'uniform', minimum, maximum };
}

/**
 * He et al. 2015 (arXiv 1502.01852): normal with standard deviation `coefficient * sqrt(2 / fan)`. The default of
 * convolutions and dense layers here.
 *
 * For transposed convolutions `fan: 'in'` counts `height * width * input channels`. Caffe and PyTorch compute
 * `height * width * output channels` there, which is our `fan: 'out'`: ask for it to reproduce their nets.
 */
export function heNormal({ coefficient = 1, fan = 'in' as 'in' | 'out' | 'average' } = {}): Initializer {
  return { kind: 'scaled', distribution: 'normal', numerator: 2, fan, coefficient };
}

/** Glorot and Bengio 2010: normal with variance `2 / (fan in + fan out)`. */
export function xavierNormal({ coefficient = 1 } = {}): Initializer {
  return { kind: 'scaled', distribution: 'normal', numerator: 1, fan: 'average', coefficient };
}

/** Glorot and Bengio 2010: uniform within `sqrt(6 / (fan in + fan out))` of zero. */
export function xavierUniform({ coefficient = 1 } = {}): Initializer {
  return { kind: 'scaled', distribution: 'uniform', numerator: 1, fan: 'average', coefficient };
}

/**
 * For transposed convolutions whose kernel is twice their stride: bilinear interpolation of randomly mixed channels, the mix
 * being normal with standard deviation `coefficient * sqrt(2 / input channels)`. Where independent weights make every
 * place within a stride start as another function of the input, and so with a checkerboard pattern, these start smooth
 * (a choice of ours, after the bilinear filters of Long et al. 2015, arXiv 1411.4038).
 */
export function interpolating({ coefficient = 1 } = {}): Initializer {
  return { kind: 'interpolating', coefficient };
}

/** Draws a parameter. */
export function draw(initializer: Initializer, key: Key, shape: readonly number[], fans: Fans): tf.Tensor {
  switch (initializer.kind) {
    case 'constant':
      return tf.fill([...shape], initializer.value);
    case 'normal':
      return normal(key, shape, { mean: initializer.mean, standardDeviation: initializer.standardDeviation });
    case 'uniform':
      return uniform(key, shape, { minimum: initializer.minimum, maximum: initializer.maximum });
    case 'scaled': {
      const standardDeviation = scaledDeviation(initializer, fans);
      if (initializer.distribution === 'normal') return normal(key, shape, { standardDeviation });
      const limit = Math.sqrt(3) * standardDeviation;
      return uniform(key, shape, { minimum: -limit, maximum: limit });
    }
    case 'interpolating':
      return interpolatingFilter(initializer, key, shape);
  }
}

function interpolatingFilter(
  { coefficient }: Extract<Initializer, { kind: 'interpolating' }>,
  key: Key,
  [height = 1, width = 1, outputs = 1, inputs = 1]: readonly number[],
): tf.Tensor {
  const standardDeviation = coefficient * Math.sqrt(2 / inputs);
  return tf.tidy(() => {
    const rows = tf.tensor(tent(height), [height, 1, 1, 1]);
    const columns = tf.tensor(tent(width), [1, width, 1, 1]);
    return tf.mul(tf.mul(rows, columns), normal(key, [outputs, inputs], { standardDeviation }));
  });
}

/** A triangle over `size` places: those that are half of `size` apart add up to 1. */
function tent(size: number): number[] {
  return Array.from({ length: size }, (_, i) => 1 - Math.abs((2 * i + 1) / size - 1));
}

function scaledDeviation(initializer: Extract<Initializer, { kind: 'scaled' }>, fans: Fans): number {
  const fan = { in: fans.in, out: fans.out, average: (fans.in + fans.out) / 2 }[initializer.fan];
  return initializer.coefficient * Math.sqrt(initializer.numerator / fan);
}
