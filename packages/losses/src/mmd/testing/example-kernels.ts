/** Kernels to test properties with, by kind, for codes with deviations of about 1; and codes. */

import { normalValues, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelKind } from '../kernels/index.js';
import type { Prior } from '../priors/index.js';
import { type ExactTensor, exactTensor } from './exact.js';

const widthOf = (dimensions: number) => Math.sqrt(dimensions);

/** A new kind of kernel is tested once it is here: the type asks for it. */
export const exampleKernels: { readonly [Kind in KernelKind]: (dimensions: number) => Kernel } = {
  'squared-exponential': (d) => ({ kind: 'squared-exponential', lengthscale: widthOf(d) }),
  'inverse-multiquadric': (d) => ({ kind: 'inverse-multiquadric', scale: 2 * d }),
  laplacian: (d) => ({ kind: 'laplacian', lengthscale: widthOf(d) }),
  energy: () => ({ kind: 'energy' }),
  sum: (d) => ({
    kind: 'sum',
    terms: [
      { weight: 1, kernel: { kind: 'squared-exponential', lengthscale: widthOf(d) } },
      { weight: 0.5, kernel: { kind: 'inverse-multiquadric', scale: d } },
    ],
  }),
};

export const kernelEntries = Object.entries(exampleKernels) as [KernelKind, (dimensions: number) => Kernel][];

/** Standard normal codes, shifted. */
export function exactCodes(
  seed: number,
  [count, dimensions]: readonly [number, number],
  shift = 0,
): ExactTensor {
  const { data } = normalValues(randomKey(seed), [count, dimensions]);
  return {
    shape: [count, dimensions],
    dtype: 'float32',
    data: Float64Array.from(data, (each) => Math.fround(each + shift)),
  };
}

export function codes(seed: number, shape: readonly [number, number], shift = 0): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(exactCodes(seed, shape, shift).data), [...shape]);
}

export const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

export const standardNormal = (dimensions: number) =>
  ({ kind: 'gaussian', mean: Array<number>(dimensions).fill(0), covariance: identity(dimensions) }) as const;

/** Three Gaussians in the plane, one of them tilted. */
export const threeGaussians = {
  kind: 'mixture',
  weights: [0.5, 0.25, 0.25],
  components: [
    { mean: [0, 0], covariance: identity(2) },
    {
      mean: [2, 0],
      covariance: [
        [1, 0.5],
        [0.5, 0.5],
      ],
    },
    {
      mean: [0, -2],
      covariance: [
        [0.25, 0],
        [0, 1],
      ],
    },
  ],
} as const satisfies Prior;

/** Class 2 is absent, class 1 has one code, the last code has no label. */
export const fewLabels = exactTensor([
  [1, 0, 0],
  [1, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 0],
]);
