/** What a deep network is described by. */

import type { activations } from './activations.js';
import type { architectures } from './architectures.js';
import type { initialisations } from './initialisations.js';
import type { normalisations } from './normalisations.js';

/** How layers follow each other, see {@link deepNetwork}. */
export type DeepArchitecture = keyof typeof architectures;

/** What stands before every weight layer but the first. */
export type DeepActivation = keyof typeof activations;

/** What stands before every activation. */
export type DeepNormalisation = keyof typeof normalisations;

/** How weights start. */
export type DeepInitialisation = keyof typeof initialisations;

interface AnyDeepNetworkOptions {
  /** Number of weight layers, first and last included: 2 or more. */
  readonly depth: number;
  /** Numbers per example that the network computes. */
  readonly outputs: number;
  readonly architecture?: DeepArchitecture;
  readonly activation?: DeepActivation;
  readonly normalisation?: DeepNormalisation;
  readonly initialisation?: DeepInitialisation;
  /** Of `residual`: what the branch is multiplied with. */
  readonly beta?: number;
  /** Of `highway`: what the branch is multiplied with, between 0 and 1; the stream with `sqrt(1 - transformGate²)`. */
  readonly transformGate?: number;
}

/** Options of a {@link deepNetwork} of dense layers. */
export interface DeepDenseOptions extends AnyDeepNetworkOptions {
  /** Numbers per example that the network reads. */
  readonly inputs: number;
  /** Units of every layer but the last, before a CReLU doubles them. Even for `mirrored-relu`, whose halves mirror each other. */
  readonly width?: number;
}

/** Options of a {@link deepNetwork} of convolutions. */
export interface DeepConvolutionalOptions extends AnyDeepNetworkOptions {
  /** Height, width and channels of the images that the network reads. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  /** Channels of every convolution, before a CReLU doubles them. Even for `mirrored-relu`, whose halves mirror each other. */
  readonly channels?: number;
  /** Height and width of the filters; odd for `looks-linear`. */
  readonly kernelSize?: number;
  /** After which weight layers, from 1, the mean over 2x2 pixels halves height and width. */
  readonly poolAfter?: readonly number[];
}

/** Options of {@link deepNetwork}. */
export type DeepNetworkOptions = DeepDenseOptions | DeepConvolutionalOptions;
