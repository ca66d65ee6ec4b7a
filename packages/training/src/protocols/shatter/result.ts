/** What the experiment of shattered gradients finds: plain data. */

import type {
  DepthCorrelation,
  LayerActivity,
  ShatterNetworkOptions,
  TheoryArchitecture,
} from '@diopter/models';

/** A network of the experiment. */
export type ShatterSpecification = Required<ShatterNetworkOptions>;

/** A line of `acf.json`: the autocorrelation of one network at one depth. */
export interface AcfRow extends ShatterSpecification {
  /** Rectifier layers, or residual blocks. */
  readonly depth: number;
  /** How many networks. */
  readonly seeds: number;
  /** Mean over them at lags 0 to 15; a constant gradient counts as 1, as `shatterExperiment` says. */
  readonly acf: readonly number[];
}

/** Autocorrelations over seeds. */
export interface AcfSpread {
  /** Mean at lags 0 to 15. */
  readonly acf: readonly number[];
  /** Standard deviation over seeds (divided by n - 1). */
  readonly deviation: readonly number[];
  /** How many of the gradients are constant. */
  readonly constant: number;
}

/** The autocorrelation of one network at one depth, with its spread. */
export interface NetworkAcf extends AcfRow, AcfSpread {}

/** The autocorrelation of what gradients are compared with. */
export interface NoiseAcf extends AcfSpread {
  readonly noise: 'white' | 'brown';
}

/** How many networks were measured, and on how many random inputs each: on every pair of them. */
export interface VectorSample {
  readonly seeds: number;
  readonly batch: number;
}

/** The correlation of the gradients at two random inputs, against depth. */
export interface NetworkCorrelation extends ShatterSpecification, VectorSample {
  /** The curve of `theoryCurves` for this network. */
  readonly theory: TheoryArchitecture;
  readonly byDepth: readonly (DepthCorrelation & { readonly expected: number })[];
}

/** How much two random inputs share their active units, layer by layer. */
export interface NetworkCoActivation extends ShatterSpecification, VectorSample {
  readonly byLayer: readonly (LayerActivity & { readonly expected?: number })[];
}

/** One gradient to look at: one network, or noise. */
export interface Specimen {
  readonly name: string;
  /** Where: inputs of the network, or the number of the sample. */
  readonly at: readonly number[];
  readonly gradient: readonly number[];
  /** Whether it counts as constant: what it varies by is rounding. */
  readonly constant: boolean;
}

/** What was asked for. */
export interface ShatterSettings {
  readonly depths: readonly number[];
  readonly seeds: number;
  readonly width: number;
  readonly points: number;
  readonly extent: number;
  readonly seed: number;
}

/** Everything. */
export interface ShatterExperimentResult {
  readonly settings: ShatterSettings;
  readonly autocorrelations: readonly NetworkAcf[];
  readonly noise: readonly NoiseAcf[];
  readonly correlations: readonly NetworkCorrelation[];
  readonly coActivations: readonly NetworkCoActivation[];
  readonly specimens: readonly Specimen[];
}
