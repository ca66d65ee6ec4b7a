/** The kinds of `q(z|x)`: how an encoder makes codes of images. */

import { type Graph, node } from '@diopter/core-tensor/graph';
import { confident } from '../layers/index.js';
import { linearLayer } from './multilayer.js';
import type { MultilayerOptions } from './options.js';

/** What an encoder ends with. */
interface Head {
  readonly nodes: Graph['nodes'];
  readonly outputs: readonly string[];
}

/** One kind. */
interface Posterior {
  /** Whether the encoder is given noise beside the image. */
  readonly takesNoise: boolean;
  head(from: string, codeLength: number, options: MultilayerOptions): Head;
}

const codeHead: Posterior['head'] = (from, codeLength, options) => ({
  nodes: { code: node(linearLayer(codeLength, options), from) },
  outputs: ['code'],
});

/** By name; see `AdversarialAutoencoderOptions`. */
export const posteriors = {
  deterministic: { takesNoise: false, head: codeHead },
  gaussian: {
    takesNoise: false,
    head: (from, codeLength, options) => ({
      nodes: {
        mean: node(linearLayer(codeLength, options), from),
        logVariance: node(linearLayer(codeLength, options, { size: 0.1, bias: confident.bias }), from),
      },
      outputs: ['mean', 'logVariance'],
    }),
  },
  universal: { takesNoise: true, head: codeHead },
} as const satisfies Readonly<Record<string, Posterior>>;

/** The name of a kind of posterior. */
export type PosteriorKind = keyof typeof posteriors;
