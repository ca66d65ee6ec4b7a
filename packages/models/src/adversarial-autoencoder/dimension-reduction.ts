/** The adversarial autoencoder whose representation is a point near the head of its cluster. */

import { add, dense, gaussian, node } from '@diopter/core-tensor/graph';
import { latentDecoder } from './decoder.js';
import { type LabellingAutoencoder, labelAndStyle } from './label-and-style.js';
import type { ImageAutoencoderOptions } from './options.js';

/** Options of {@link dimensionReductionAdversarialAutoencoder}. */
export interface DimensionReductionOptions extends ImageAutoencoderOptions {
  /** How many classes or clusters. */
  readonly classes?: number;
  /** Length of the representation, and so of the style. */
  readonly codeLength?: number;
}

/**
 * The adversarial autoencoder for reducing dimensions (Makhzani et al., arXiv 1511.05644, section 7): the representation is
 * `W_C y + z`, a style `z` around the head of its cluster. The encoder has the outputs of
 * {@link semiSupervisedAdversarialAutoencoder} and `code`, `[batch, codeLength]`, first; `decoder`: `code` to `output`. The matrix
 * `W_C` is the parameter `clusterHeads.kernel`, `[classes, codeLength]`; {@link clusterHeadPenalty} pushes its rows apart. Heads
 * start standard normal. Twenty clusters without labels and codes of length 2 are recalled from the paper.
 *
 * @example
 * const { encoder, decoder } = dimensionReductionAdversarialAutoencoder();
 * const { code, label, style } = apply(encoder, encoding, images).outputs;
 * const restored = apply(decoder, decoding, code).y;
 * const apart = clusterHeadPenalty(encoding.parameters.clusterHeads.kernel);
 */
export function dimensionReductionAdversarialAutoencoder({
  classes = 20,
  codeLength = 2,
  ...options
}: DimensionReductionOptions = {}): LabellingAutoencoder {
  const { encoder, ...discriminators } = labelAndStyle({ classes, styleLength: codeLength, ...options });
  const heads = dense({ units: codeLength, bias: false, initializers: { kernel: gaussian(1) } });
  return {
    encoder: {
      ...encoder,
      nodes: {
        ...encoder.nodes,
        clusterHeads: node(heads, 'label'),
        code: node(add(), 'clusterHeads', 'style'),
      },
      outputs: ['code', ...encoder.outputs],
    },
    decoder: latentDecoder({ code: codeLength }, options),
    ...discriminators,
  };
}
