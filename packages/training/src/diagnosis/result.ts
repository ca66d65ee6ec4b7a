/** What a diagnosis of a model says, for people and for files. */

import type { Matrix } from '@diopter/core-tensor/linear-algebra';
import type { Preprocessing } from '@diopter/losses';
import type { Diagnosis, JacobianDiagnosis, LayerDiagnosis } from '@diopter/models';

/** A diagnosis, and what it was made of. */
export interface ModelDiagnosis {
  /** The file, folder or name, or the design in words. */
  readonly network: string;
  /** The layer whose values count as output. */
  readonly output: string;
  readonly inputs: {
    /** Whether they are numbers, not pictures. */
    readonly drawn: boolean;
    /** Where they come from, in words. */
    readonly source: string;
    readonly count: number;
    /** Of one: height, width and channels, or numbers. */
    readonly shape: readonly number[];
    /** Of pictures: from pixels in [0, 1] to what the network gets. */
    readonly preprocessing?: Preprocessing;
  };
  readonly points: number;
  readonly seed: number;
  /** Of the gradients at all pairs of points, see `gradientCovariance`. */
  readonly covariance: Matrix;
  readonly diagnosis: Diagnosis;
}

/** The largest and the smallest singular value, and the first over the second: infinite where the second is 0. */
export function conditionOf({ singularValues }: JacobianDiagnosis): {
  readonly largest: number;
  readonly smallest: number;
  readonly condition: number;
} {
  const [largest, smallest] = [singularValues[0]!, singularValues.at(-1)!];
  return { largest, smallest, condition: largest / smallest };
}

/** How far from 0 the autocorrelation of white noise of one number per point is in 1 of 20 cases. */
export function whiteBand(points: number): number {
  return 2 / Math.sqrt(points);
}

/** Plain data for JSON: no gradients, and no NaN, which becomes null when it is written. */
export function diagnosisData({ covariance: _, diagnosis, ...setting }: ModelDiagnosis) {
  const { gradients: _gradients, autocorrelation, reference, ...rest } = diagnosis;
  return {
    ...setting,
    ...rest,
    autocorrelation: autocorrelation.map((value, lag) => ({ lag, value, brown: reference.brown[lag]! })),
    whiteBand: whiteBand(setting.points),
    whiteDeviation: reference.whiteDeviation,
    jacobian: diagnosis.jacobian.map((each) => ({ ...each, ...conditionOf(each) })),
  };
}

/** Some layers of many, with their places in the network, from 1. */
export interface ShownLayers {
  readonly layers: readonly (LayerDiagnosis & { readonly place: number })[];
  /** How many are not among them. */
  readonly others: number;
}

const measures = ['alike', 'dead', 'saturated'] as const;

/** All layers if there are up to `most`; else about so many evenly, the last, and the worst by each measure. */
export function shownLayers(layers: readonly LayerDiagnosis[], most = 16): ShownLayers {
  const step = Math.ceil(layers.length / most);
  const worst = measures.map((measure) => {
    const values = layers.map((layer) => layer[measure] ?? 0);
    return values.indexOf(Math.max(...values));
  });
  const shown = layers
    .map((layer, i) => ({ ...layer, place: i + 1 }))
    .filter((_, i) => i % step === 0 || i === layers.length - 1 || worst.includes(i));
  return { layers: shown, others: layers.length - shown.length };
}
