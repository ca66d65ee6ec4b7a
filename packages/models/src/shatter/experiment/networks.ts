/** The networks of the experiments, as rows of a table. */

import * as tf from '@tensorflow/tfjs';
import { batchNormalised, centred, concatenatedRectified, type Dual, rectified } from './dual.js';

/** A way of normalising what a rectifier gets, over the rows of the batch. */
export interface NormalisationDefinition {
  readonly normalise: (x: Dual) => Dual;
  /** A bias before it makes no difference. */
  readonly removesBias: boolean;
}

/** By name. */
const normalisationTable = {
  none: { normalise: (x) => x, removesBias: false },
  centred: { normalise: centred, removesBias: true },
  'batch-norm': { normalise: batchNormalised, removesBias: true },
} as const satisfies Readonly<Record<string, NormalisationDefinition>>;

/** The name of a normalisation. */
export type Normalisation = keyof typeof normalisationTable;

export const normalisations: Readonly<Record<Normalisation, NormalisationDefinition>> = normalisationTable;

/** What makes one network different from the others. */
export interface NetworkDefinition {
  readonly activate: (x: Dual) => Dual;
  /** Weights have variance `gain / fan in`: 2 makes up for a rectifier. */
  readonly gain: number;
  readonly biased: boolean;
  /** The weights after an activation, out of independent ones. */
  readonly arranged: (weights: tf.Tensor) => tf.Tensor;
  /** Whether a layer adds to its input: then the read-out is linear in it, else in the activation. */
  readonly skips: boolean;
  readonly normalisations: readonly Normalisation[];
}

/** By name. */
const networkTable = {
  /** `W relu(norm(x)) + b`. */
  feedforward: {
    activate: rectified,
    gain: 2,
    biased: true,
    arranged: (weights) => weights,
    skips: false,
    normalisations: ['none', 'centred', 'batch-norm'],
  },
  /** `x + β (W relu(norm(x)) + b)`. */
  residual: {
    activate: rectified,
    gain: 2,
    biased: true,
    arranged: (weights) => weights,
    skips: true,
    normalisations: ['none', 'batch-norm'],
  },
  /** `[W, -W] [relu(x), relu(-x)] = W x`: linear at the start, whatever the depth. */
  'looks-linear': {
    activate: concatenatedRectified,
    gain: 1,
    biased: false,
    arranged: (weights) => tf.concat([weights, tf.neg(weights)], 1),
    skips: false,
    normalisations: ['none'],
  },
} as const satisfies Readonly<Record<string, NetworkDefinition>>;

/** The name of a network. */
export type ShatterNetwork = keyof typeof networkTable;

export const networks: Readonly<Record<ShatterNetwork, NetworkDefinition>> = networkTable;
