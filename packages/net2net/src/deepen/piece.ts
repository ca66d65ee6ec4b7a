/** What is inserted at one place: a few nodes, and weights with which they change nothing. */

import type { Activation, Node } from '@diopter/core-tensor/graph';
import type { LayerProof } from '../certificate/index.js';
import type { DoubleValues, ValueTree } from '../growth/index.js';
import type { Site } from './site.js';

/** Mean and variance of every channel of a value. Plain data. */
export interface ChannelStatistics {
  readonly mean: readonly number[];
  /** Biased: divided by the number of values. */
  readonly variance: readonly number[];
}

/** How a piece is made. */
export interface PieceOptions {
  /** What the names of its nodes begin with. */
  readonly name: string;
  /** Of convolutions: height and width, both odd. */
  readonly kernelSize: readonly [number, number];
  /** Whether there is a batch norm before the activation. */
  readonly normalisation: boolean;
  readonly activation: Activation | undefined;
}

/** Nodes of which the first read the site. Plain data. */
export interface Piece {
  readonly site: Site;
  /** By name, each after those that it reads. */
  readonly nodes: Readonly<Record<string, Node>>;
  /** The node that everything reads now that has read the site. */
  readonly output: string;
}

/** Weights of a piece with which the output is the value that comes in; those that are not here may be anything. */
export interface PreservingWeights {
  readonly parameters: ValueTree<DoubleValues>;
  readonly statistics: ValueTree<DoubleValues>;
  readonly proofs: readonly LayerProof[];
}

/** One way to insert layers that change nothing. */
export interface Way {
  /** Why it would change something at this site; `undefined` if it does not. */
  refusal(site: Site, activation: Activation | undefined): string | undefined;
  /** What comes behind the new weights, in a word. */
  activationOf(site: Site, activation: Activation | undefined): string;
  /** Whether the statistics of the site's values are needed for batch norms. */
  readonly calibrated: boolean;
  piece(site: Site, options: PieceOptions): Piece;
  /** @param statistics of the values that the piece's batch norm will see, where it needs them. */
  weights(piece: Piece, options: PieceOptions, statistics: ChannelStatistics | undefined): PreservingWeights;
}
