/** What a diagnosis says, as plain data. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { NoiseReference } from './brown-share.js';

/** What the gradient on a path looks like. */
export type GradientState = 'shattered' | 'partly-shattered' | 'coherent' | 'constant' | 'none';

/** The units of one activation. */
export interface LayerDiagnosis {
  /** The node. */
  readonly name: string;
  /** Its function or kind: `relu`, `prelu`, `tanh`, ... */
  readonly kind: string;
  /** Share of units that an example makes active; absent for functions without a kink. */
  readonly active?: number;
  /** Share of units that two examples both make active, over all pairs; absent for functions without a kink. */
  readonly coActive?: number;
  /**
   * `(coActive - active²) / (active - active²)`: 0 if two examples activate units independently, 1 if always the same ones. Absent like
   * the two, and where all units are active or none is.
   */
  readonly alike?: number;
  /** Share of channels that no point of the path and no example makes active; absent for functions that pass something to both sides. */
  readonly dead?: number;
  /** Share of values on the path where the function is flat without being switched off; absent for functions that are not. */
  readonly saturated?: number;
}

/** The Jacobian of the first output with respect to all inputs, at one point of the path. */
export interface JacobianDiagnosis {
  /** Where on the path, from 0 to 1. */
  readonly place: number;
  /** The largest first; 0 below a millionth of it, which single precision cannot tell from 0. */
  readonly singularValues: readonly number[];
  /** Whether they are those of the whole Jacobian, not of a random part of the output. */
  readonly complete: boolean;
}

/** One thing that the numbers say. */
export interface Finding {
  readonly code: 'gradient' | 'co-activation' | 'dead' | 'saturated' | 'statistics';
  /** The node, where it is about one. */
  readonly layer?: string;
  readonly value: number | string;
  readonly words: string;
}

/** Something to try. */
export interface Remedy {
  readonly code:
    | 'looks-linear'
    | 'small-beta'
    | 'batch-norm-with-skips'
    | 'centring'
    | 'revive'
    | 'smaller-weights';
  readonly words: string;
}

/** What follows from the numbers, by the thresholds of this package. */
export interface Verdict {
  readonly gradient: GradientState;
  readonly findings: readonly Finding[];
  readonly remedies: readonly Remedy[];
  /** All of it in sentences: the gradient's first, what may help last. */
  readonly sentences: readonly string[];
  /** The sentences as one text. */
  readonly words: string;
}

/** What {@link diagnose} measures. */
export interface Diagnosis {
  /** Where batch norm's statistics came from; `none` without batch norm. */
  readonly statistics: 'running' | 'examples' | 'path' | 'none';
  /** Input gradients on the path, `[points, numbers of all inputs]`, of a random direction of the output of length 1. */
  readonly gradients: HostTensor<'float32'>;
  /** Their autocorrelation, from lag 0; NaN for a constant gradient. */
  readonly autocorrelation: readonly number[];
  /** What it is compared with. */
  readonly reference: NoiseReference;
  /** Where it lies between white noise, 0, and brown noise, 1; NaN for a constant gradient. */
  readonly brownShare: number;
  /** Correlation of gradients. */
  readonly correlation: {
    /** Of the two ends of the path. */
    readonly ends: number;
    /** `E <g_i, g_j> / E |g_i|²` over all pairs of examples; of the two ends alone where statistics are the path's. */
    readonly pairs: number;
  };
  readonly layers: readonly LayerDiagnosis[];
  readonly jacobian: readonly JacobianDiagnosis[];
  readonly verdict: Verdict;
}
