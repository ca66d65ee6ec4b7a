/** What {@link diagnose} can be asked for. */

import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';

/** Options of {@link diagnose}. */
export interface DiagnoseOptions {
  /**
   * Two examples or more along the first axis, or such a tensor for every input by name. The path leads from the first to the second;
   * co-activation and `correlation.pairs` are over all pairs.
   */
  readonly inputs: tf.Tensor | HostTensor | Readonly<Record<string, tf.Tensor | HostTensor>>;
  /** Randomness of this call: the direction of the output, and the noise that gradients are compared with. */
  readonly key: Key;
  /** Points on the path, both ends included. */
  readonly points?: number;
  /** The largest lag. */
  readonly lags?: number;
  /**
   * Batch norm's statistics: `running` as they are, `path` those of all points of the path; by default the path's where no statistic
   * has moved from its start, as in a network that was never trained. Either way they are constants for the gradient.
   */
  readonly statistics?: 'running' | 'path' | 'auto';
  /** Places on the path at which singular values of the Jacobian are taken. */
  readonly jacobianPlaces?: readonly number[];
  /** An output of more numbers than this is looked at along as many random directions. */
  readonly jacobianRows?: number;
  /** Points computed at once. */
  readonly batch?: number;
}
