/** The networks of the experiment: how small the teacher is, and where its deeper students get layers. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { DeepenGraphOptions } from '@diopter/net2net';
import type { ClassifierNetwork } from '../../recipes/index.js';

/** One network. */
interface ExperimentNetwork {
  /** Of the first convolutions of the wider student: small enough for a CPU. */
  readonly channels: number;
  /** The nodes after which deeper students get layers. */
  readonly deeperAfter: RegExp;
  /** What they get there. */
  readonly deeper: Omit<DeepenGraphOptions, 'after'>;
}

const networks: Readonly<Record<ClassifierNetwork, ExperimentNetwork>> = {
  'plain-cnn': {
    channels: 16,
    // The last convolution of every stage.
    deeperAfter: /^stage\d+\/conv2\/relu$/,
    deeper: { kind: 'identity', normalisation: true },
  },
  residual: {
    channels: 8,
    // Every block: an identity would need a place behind the shortcut, a block of its own needs none.
    deeperAfter: /^stage\d+\/block\d+\/relu$/,
    deeper: { kind: 'residual', normalisation: true },
  },
  'inception-bn': {
    channels: 8,
    // Where the paper adds pairs: behind the 3 x 3 convolutions of modules.
    deeperAfter: /\/(?:3x3|double-3x3-2)\/relu$/,
    deeper: { kind: 'identity', normalisation: true },
  },
};

/** Of the first convolutions of the wider student. */
export function usualChannels(network: ClassifierNetwork): number {
  return networks[network].channels;
}

/** What deeper students of a teacher get, and where. */
export function deepening(network: ClassifierNetwork, teacher: Graph): DeepenGraphOptions {
  const { deeper, deeperAfter } = networks[network];
  return { ...deeper, after: Object.keys(teacher.nodes).filter((name) => deeperAfter.test(name)) };
}
