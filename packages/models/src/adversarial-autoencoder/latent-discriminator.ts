/** The discriminator of codes. */

import { type Graph, node } from '@diopter/core-tensor/graph';
import { hiddenLayers, joined, linearLayer, vectorInputs } from './multilayer.js';
import type { MultilayerOptions } from './options.js';

/** Options of {@link latentDiscriminator}. */
export interface LatentDiscriminatorOptions extends MultilayerOptions {
  /** Length of a code. */
  readonly codeLength?: number;
  /** Of how many classes codes may be labelled; without it there is no input `label`. */
  readonly classes?: number | undefined;
}

/**
 * Tells codes that are drawn from the prior from codes that the encoder makes. Input `code` is `[batch, codeLength]`,
 * output `logit` `[batch, 1]`: the log-odds of being drawn from the prior, near 0 at the start. Two hidden layers of 1000
 * ReLUs, as recalled from Makhzani et al. (arXiv 1511.05644, appendix A).
 *
 * With `classes` a second input `label` is `[batch, classes + 1]`: one-hot, the last column for codes without a label
 * (section 2.3, where ten classes make eleven columns). {@link oneHotLabels} makes it. Through it the discriminator
 * has another boundary for each class.
 *
 * Implementations found that normal noise of deviation 0.3 on codes, real and made, steadies the game; that is the
 * caller's to add.
 *
 * @throws DiopterError `shape-mismatch` from `init` and `apply` for codes or labels of other lengths.
 *
 * @example
 * const network = latentDiscriminator({ codeLength: 2, classes: 10 });
 * const label = oneHotLabels(labels, 10, { unlabelled: true });
 * const logit = apply(network, init(network, key), { code, label }).y;
 */
export function latentDiscriminator({
  codeLength = 2,
  classes,
  ...options
}: LatentDiscriminatorOptions = {}): Graph {
  const lengths = { code: codeLength, ...(classes !== undefined && { label: classes + 1 }) };
  const input = joined(Object.keys(lengths), 'labelled');
  const { nodes, last } = hiddenLayers(input.last, 'judge', options);
  return {
    inputs: vectorInputs(lengths),
    nodes: { ...input.nodes, ...nodes, logit: node(linearLayer(1, options, { size: 0.1 }), last) },
    outputs: ['logit'],
  };
}
