/** What an MMD needs to know of a prior, and nothing else of it. */

import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { Kernel } from '../kernels/index.js';

/** A prior as a mixture of components: their kernel expectations. */
export interface PriorEmbedding {
  /** The length of a code. */
  readonly dimensions: number;
  /** How many components. */
  readonly components: number;
  /** `[components]`: their probabilities. */
  readonly weights: () => tf.Tensor1D;
  /** `E k(x_i, y)` over the draws `y` of each component: `[n, components]`. */
  readonly expectations: (x: tf.Tensor, kernel: Kernel, where: string) => tf.Tensor2D;
  /** `E k(y, y')` over two independent draws of the same component: `[components]`. */
  readonly withinComponents: (kernel: Kernel, where: string) => tf.Tensor1D;
  /** `E k(y, y')` over two independent draws of the whole prior. */
  readonly within: (kernel: Kernel, where: string) => tf.Scalar;
}

/** A prior that has been checked and, for Gaussians, brought to principal axes. */
export interface PreparedPrior extends PriorEmbedding {
  /** Independent draws, `[count, dimensions]`. */
  readonly draw: (key: Key, count: number) => HostTensor<'float32'>;
}
