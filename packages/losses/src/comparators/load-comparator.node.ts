/** `loadComparator`: a comparator by its name or file, both ways. */

import type { SessionOptions } from '@diopter/core-tensor/engine';
import type * as tf from '@tensorflow/tfjs';
import {
  type Comparator,
  type ComparatorSession,
  comparatorFeatures,
  comparatorSession,
  readComparator,
} from '../comparator/index.js';
import { readComparatorFile } from './read-comparator-file.node.js';

/** Options of {@link loadComparator}. */
export interface LoadComparatorOptions {
  /** The layers to compare; by default those of the comparator's description, else the file's outputs. */
  readonly taps?: readonly string[];
}

/** A comparator, and the two ways to its features, which agree to 1e-4 of the largest feature. */
export interface LoadedComparator extends Comparator {
  /**
   * Features with gradients to the images, eagerly and inside compiled functions, where the weights are constants.
   *
   * @param images `[batch, height, width, channels]`, in [0, 1].
   */
  features(images: tf.Tensor): Record<string, tf.Tensor>;
  /** Features without gradients, by ONNX Runtime: on CUDA if that starts here, else on the CPU; `reason` says why. */
  session(options?: SessionOptions): Promise<ComparatorSession>;
}

/**
 * Loads a comparator by its name in the registry or by the path of its `.onnx` file (with its description in the `.json` file
 * beside it).
 *
 * @throws DiopterError as `readComparatorFile` and `readComparator`.
 *
 * @example
 * const alexnet = await loadComparator('alexnet', { taps: ['conv2', 'pool5'] });
 * const loss = featureLoss(alexnet.features(reconstructions), alexnet.features(images));
 */
export async function loadComparator(
  nameOrPath: string,
  { taps }: LoadComparatorOptions = {},
): Promise<LoadedComparator> {
  const { bytes, description } = await readComparatorFile(nameOrPath);
  const comparator = readComparator(bytes, { ...description, ...(taps && { taps }) });
  return {
    ...comparator,
    features: (images) => comparatorFeatures(comparator, images),
    session: (options) => comparatorSession(comparator, options),
  };
}
