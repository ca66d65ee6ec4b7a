/** What the protocol finds: plain data, and what the paper says of its directions. */

import type { ModelComparison } from '../../compare/index.js';
import { type Spread, spreadsOf } from '../spread.js';

/** A loss of the autoencoder. */
export type LossName = 'l2' | 'l1' | 'deepsim';

/** The numbers of one trained model; see `compareRuns` for all but the last. */
export interface Measures
  extends Pick<
    ModelComparison,
    'pixelError' | 'featureError' | 'sharpness' | 'ssim' | 'psnr' | 'perceptual' | 'grid'
  > {
  /** The share of CIFAR-10 that a linear SVM on the codes gets right. */
  readonly svm: number;
}

/** One trained model. */
export interface Judgement extends Measures {
  readonly loss: LossName;
  readonly seed: number;
}

/** A loss over its seeds. */
export interface LossSummary {
  readonly loss: LossName;
  readonly measures: Readonly<Record<keyof Measures, Spread>>;
}

/** What the paper leads one to expect of DeePSiM against squared error, and whether it came out. */
export interface Direction {
  readonly measure: keyof Measures;
  readonly expected: string;
  /** In how many of the seeds. */
  readonly held: number;
  readonly seeds: number;
}

/** Everything. */
export interface ProtocolResult {
  /** The comparator that measured features. */
  readonly judge: string;
  readonly judgements: readonly Judgement[];
  readonly summary: readonly LossSummary[];
  readonly directions: readonly Direction[];
}

export const measureNames = [
  'pixelError',
  'featureError',
  'sharpness',
  'ssim',
  'psnr',
  'perceptual',
  'grid',
  'svm',
] as const satisfies readonly (keyof Measures)[];

/** Means and deviations over the seeds of each loss. */
export function summarised(
  judgements: readonly Judgement[],
  losses: readonly LossName[],
): readonly LossSummary[] {
  return losses.map((loss) => {
    const own = judgements.filter((each) => each.loss === loss);
    return { loss, measures: spreadsOf(measureNames, own) };
  });
}

/** The paper's directions: how DeePSiM should differ from squared error. */
const expectations: readonly {
  readonly measure: keyof Measures;
  readonly expected: string;
  readonly holds: (deepsim: number, l2: number) => boolean;
}[] = [
  {
    measure: 'sharpness',
    expected: 'nearer to 1',
    holds: (deepsim, l2) => Math.abs(deepsim - 1) < Math.abs(l2 - 1),
  },
  { measure: 'featureError', expected: 'lower', holds: (deepsim, l2) => deepsim < l2 },
  { measure: 'pixelError', expected: 'higher', holds: (deepsim, l2) => deepsim > l2 },
  { measure: 'svm', expected: 'higher', holds: (deepsim, l2) => deepsim > l2 },
];

/** How often each of the paper's directions came out; nothing unless both losses were trained. */
export function directions(judgements: readonly Judgement[]): readonly Direction[] {
  const pairs = judgements
    .filter(({ loss }) => loss === 'deepsim')
    .map((deepsim) => ({
      deepsim,
      l2: judgements.find(({ loss, seed }) => loss === 'l2' && seed === deepsim.seed),
    }))
    .filter((pair): pair is { deepsim: Judgement; l2: Judgement } => pair.l2 !== undefined);
  if (pairs.length === 0) return [];
  return expectations.map(({ measure, expected, holds }) => ({
    measure,
    expected,
    held: pairs.filter(({ deepsim, l2 }) => holds(deepsim[measure], l2[measure])).length,
    seeds: pairs.length,
  }));
}
