/** What the adversarial autoencoders that find labels themselves have in common. */

import { type Graph, node, softmax } from '@diopter/core-tensor/graph';
import { encoderTrunk } from './encoder-trunk.js';
import { latentDiscriminator } from './latent-discriminator.js';
import { linearLayer } from './multilayer.js';
import type { LabelAutoencoderOptions } from './options.js';

/** Networks with a label and a style, and a game for each. */
export interface LabellingAutoencoder {
  /**
   * Its input `image` to `label`, `[batch, classes]`, probabilities; `style`, `[batch, styleLength]`; and `logits`,
   * `[batch, classes]`, of which `label` is the softmax.
   */
  readonly encoder: Graph;
  /** To `output`, `[batch, ...imageShape]`. */
  readonly decoder: Graph;
  /** Labels, as its input `code`, to `logit`: against one-hot samples. */
  readonly labelDiscriminator: Graph;
  /** Styles, as its input `code`, to `logit`: against samples of a Gaussian. */
  readonly styleDiscriminator: Graph;
}

/** Sizes of a label and a style, and how everything is made. */
export type LabelAndStyle = LabelAutoencoderOptions &
  Required<Pick<LabelAutoencoderOptions, 'classes' | 'styleLength'>>;

/** All but the decoder. */
export function labelAndStyle({
  classes,
  styleLength,
  ...options
}: LabelAndStyle): Omit<LabellingAutoencoder, 'decoder'> {
  const { inputs, nodes, last } = encoderTrunk(options);
  return {
    encoder: {
      inputs,
      nodes: {
        ...nodes,
        logits: node(linearLayer(classes, options), last),
        label: node(softmax(), 'logits'),
        style: node(linearLayer(styleLength, options), last),
      },
      outputs: ['label', 'style', 'logits'],
    },
    labelDiscriminator: latentDiscriminator({ ...options, codeLength: classes }),
    styleDiscriminator: latentDiscriminator({ ...options, codeLength: styleLength }),
  };
}
