/** What {@link diagnose} can be asked for. */

import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';

/** Options of {@link diagnose}. */
export interface DiagnoseOptions {
  /**
   * Two examples or more along the first axis, or such a tensor for every input by name. The path leads from the first to the second;
   * co-activation and `correlation.pairs` are over all pairs. More examples make both surer.
   */
  readonly inputs: tf.Tensor | HostTensor | Readonly<Record<string, tf.Tensor | HostTensor>>;
  /** Randomness of this call: the direction of the output, and the noise that gradients are compared with. */
  readonly key: Key;
  /** Points on the path, both ends included. */
  readonly points?: number;
  /** The largest lag. */
  readonly lags?: number;
  /**
   * Batch norm's statistics: `running` as they are, or those of all `examples`, or of all points of the `path`, on which
   * pairs of examples are then the two ends alone. By default as they are; where none has moved from its start, as in a network
   * that was never trained, those of the examples if there are 16 or more, else of the path. They are constants for the gradient.
   */
  readonly statistics?: 'running' | 'examples' | 'path' | 'auto';
  /** Places on the path at which singular values of the Jacobian are taken. */
  readonly jacobianPlaces?: readonly number[];
  /** An output of more numbers than this is looked at along as many random directions. */
  readonly jacobianRows?: number;
  /** Points, examples or rows of a Jacobian computed at once: what memory is for. */
  readonly batch?: number;
}
