/** What the comparison of matchings finds: plain data. */

import { type Spread, spreadsOf } from '../spread.js';

/** What makes codes follow the prior. */
export type Matching = 'adversarial' | 'mmd' | 'mmd-sampled' | 'none';

/** The numbers of one trained model, all of held-out images. */
export interface MatchMeasures {
  /** Unbiased squared MMD of codes to the prior, by an inverse multiquadric kernel, which none of the models is trained with. */
  readonly squaredMmd: number;
  /** How likely as large a one is for samples of the prior, as many as there are codes. */
  readonly pValue: number;
  /** Sliced Wasserstein distance to samples of the prior, in units of codes. */
  readonly slicedWasserstein: number;
  /** Share of codes within three standard deviations of a component. */
  readonly within: number;
  /** Share of codes of the component that has fewest. */
  readonly smallestShare: number;
  /** Share of codes of the component that has most. */
  readonly largestShare: number;
  /** Over components and directions, the smallest variance of codes in units of the component's. */
  readonly smallestVariance: number;
  readonly largestVariance: number;
  /** Of reconstructions, in dB. */
  readonly psnr: number;
  /** The largest squared MMD at any validation in the second half of training, by the kernel of the recipe: whether it stays where it came to. */
  readonly worstLate: number;
  /** Of training, validations included. */
  readonly seconds: number;
}

export const matchMeasures = [
  'squaredMmd',
  'pValue',
  'slicedWasserstein',
  'within',
  'smallestShare',
  'largestShare',
  'smallestVariance',
  'largestVariance',
  'psnr',
  'worstLate',
  'seconds',
] as const satisfies readonly (keyof MatchMeasures)[];

/** One trained model. */
export interface MatchJudgement extends MatchMeasures {
  readonly matching: Matching;
  readonly seed: number;
}

/** A way of matching over its seeds. */
export interface MatchSummary {
  readonly matching: Matching;
  readonly measures: Readonly<Record<keyof MatchMeasures, Spread>>;
}

/** Everything. */
export interface AaeExperimentResult {
  readonly prior: string;
  /** Of the kernel that judges. */
  readonly lengthscale: number;
  readonly judgements: readonly MatchJudgement[];
  readonly summary: readonly MatchSummary[];
}

/** Means and deviations over the seeds of each way of matching. */
export function summarisedMatches(
  judgements: readonly MatchJudgement[],
  matchings: readonly Matching[],
): readonly MatchSummary[] {
  return matchings.map((matching) => ({
    matching,
    measures: spreadsOf(
      matchMeasures,
      judgements.filter((each) => each.matching === matching),
    ),
  }));
}
