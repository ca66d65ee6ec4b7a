/** From images to codes, whatever the encoder's posterior. */

import {
  type ApplyOptions,
  apply,
  type Graph,
  type Variables,
  type VariableTensor,
} from '@diopter/core-tensor/graph';
import { type Key, normal, splitKey } from '@diopter/core-tensor/random';
import type * as tf from '@tensorflow/tfjs';
import { sampleCode } from '../variational/index.js';

/** What {@link encodeImages} returns. */
export interface EncodedImages {
  /** `[batch, codeLength]`. */
  readonly code: tf.Tensor;
  /** The encoder's statistics after this call. */
  readonly statistics: Variables<Graph, tf.Tensor>['statistics'];
}

/**
 * Codes of images by an encoder of {@link adversarialAutoencoder}: its output, or a draw from the Gaussian that it gives, or
 * its output for noise that is drawn here; with gradients to the variables. Eagerly and inside `jit`.
 *
 * @param images `[batch, ...imageShape]`.
 * @param key Randomness of this call: of the posterior, and of dropout in `train` mode.
 *
 * @example
 * const { code } = encodeImages(encoder, variables, images, key);
 */
export function encodeImages(
  encoder: Graph,
  variables: Variables<Graph, VariableTensor>,
  images: tf.Tensor,
  key: Key,
  { mode = 'evaluate' }: Pick<ApplyOptions, 'mode'> = {},
): EncodedImages {
  const [dropoutKey, posteriorKey] = splitKey(key);
  const noiseLength = encoder.inputs.noise?.at(-1);
  const inputs = {
    image: images,
    ...(noiseLength && { noise: normal(posteriorKey, [images.shape[0]!, noiseLength]) }),
  };
  const { outputs, statistics } = apply(encoder, variables, inputs, { mode, key: dropoutKey });
  const { code, mean, logVariance } = outputs;
  return { code: code ?? sampleCode({ mean: mean!, logVariance: logVariance! }, posteriorKey), statistics };
}
