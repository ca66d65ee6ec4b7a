/** What theory says of gradients against depth, by architecture. */

import { plainCoActivation } from './co-activation.js';

/** What a curve may depend on beside depth. */
export interface TheorySettings {
  /** What every residual block is multiplied with as a whole. */
  readonly alpha?: number;
  /** What every residual branch is multiplied with. */
  readonly beta?: number;
  /** Weight of the branch of a highway network, `√(1 / depth)` by default; that of the skip is `√(1 - branch²)`. */
  readonly branch?: number;
}

/** A quantity against depth. */
export interface TheoryCurve {
  /** Whether it holds at every depth, under the assumption named, or only as depth grows. */
  readonly holds: 'exact' | 'asymptotic';
  /** At a depth in layers or blocks. */
  readonly at: (depth: number, settings?: TheorySettings) => number;
}

/** What is known of one architecture. */
export interface ArchitectureTheory {
  /** What the curves take for granted, beside He's weights and units that are active half of the time. */
  readonly assumption: string;
  /** Correlation of the gradients at two inputs. */
  readonly correlation: TheoryCurve;
  /** Mean square of a gradient relative to that of no layers. */
  readonly energy?: TheoryCurve;
}

const quarter = 'a pair of inputs shares a quarter of all units';

/** The share of the variance of a rectified normal number that is left when its mean is taken away: Var / E[square]. */
const withoutMean = 1 - 1 / Math.PI;

const exact = (at: TheoryCurve['at']): TheoryCurve => ({ holds: 'exact', at });
const asymptotic = (at: TheoryCurve['at']): TheoryCurve => ({ holds: 'asymptotic', at });

/** The product of `factor(layer)` over layers 1 to `depth`. */
function product(depth: number, factor: (layer: number) => number): number {
  let result = 1;
  for (let layer = 1; layer <= depth; layer++) result *= factor(layer);
  return result;
}

/**
 * A residual network whose branches normalise their input, of variance `1 + growth β² (l - 1)` before block `l`: every block adds
 * `β² / variance` to the energy, and half of it to what two inputs share.
 */
function normalisedResidual(growth: number): Pick<Required<ArchitectureTheory>, 'correlation' | 'energy'> {
  const added = (layer: number, beta: number) => beta ** 2 / (1 + growth * beta ** 2 * (layer - 1));
  const energy = (depth: number, { beta = 1 }: TheorySettings = {}) =>
    product(depth, (layer) => 1 + added(layer, beta));
  const shared = (depth: number, { beta = 1 }: TheorySettings = {}) =>
    product(depth, (layer) => 1 + added(layer, beta) / 2);
  return {
    correlation: exact((depth, settings) => shared(depth, settings) / energy(depth, settings)),
    energy: exact(energy),
  };
}

/** By architecture; the forms are Balduzzi et al.'s (arXiv 1702.08591, section 3), where no other source is named. */
const curves = {
  /** Centred, or any other that keeps co-activation at 1/4. */
  feedforward: {
    assumption: quarter,
    correlation: exact((depth) => 0.5 ** depth),
    energy: exact(() => 1),
  },
  /** Without centring, from uncorrelated inputs: twice the co-activation of every layer. Ours, from the arc-cosine kernel. */
  plain: {
    assumption: 'width is infinite, biases are zero and inputs are uncorrelated',
    correlation: exact((depth) =>
      plainCoActivation(depth).reduce((product, probability) => product * 2 * probability, 1),
    ),
    energy: exact(() => 1),
  },
  /**
   * With batch norm, which divides every layer by the deviation of what it gets, that of a rectifier without its mean. Energy grows by
   * π / (π - 1) = 1.467 per layer; the first layer and the read-out add a factor.
   */
  feedforwardBatchNorm: {
    assumption: quarter,
    correlation: exact((depth) => 0.5 ** depth),
    energy: asymptotic((depth) => withoutMean ** -depth),
  },
  /** `α (x + β W relu(x))`. */
  residual: {
    assumption: quarter,
    correlation: exact((depth, { beta = 1 } = {}) => ((1 + beta ** 2 / 2) / (1 + beta ** 2)) ** depth),
    energy: exact((depth, { alpha = 1, beta = 1 } = {}) => (alpha ** 2 * (1 + beta ** 2)) ** depth),
  },
  /** `√(1 - b²) x + b W relu(x)`: with b = √(1 / depth) correlation tends to e^(-1/2) = 0.607. */
  highway: {
    assumption: quarter,
    correlation: exact((depth, { branch = Math.sqrt(1 / depth) } = {}) => (1 - branch ** 2 / 2) ** depth),
    energy: exact(() => 1),
  },
  /** `x + β W relu(BN(x))`, product by product. */
  residualBatchNorm: {
    assumption: `${quarter}, and every branch adds β² to the variance`,
    ...normalisedResidual(1),
  },
  /** The same with what batch norm leaves of a branch: it takes the rectifier's mean away, so that a branch adds (1 - 1/π) β². Ours. */
  residualBatchNormCorrected: {
    assumption: `${quarter}, and every branch adds (1 - 1/π) β² to the variance`,
    ...normalisedResidual(withoutMean),
  },
  /** The paper's closed form, near 1 / √depth at β = 1. At small β it exceeds 1 (1.15 at β = 0.1 and 50 layers): no equality. */
  residualBatchNormLimit: {
    assumption: `${quarter}, and every branch adds β² to the variance`,
    correlation: asymptotic(
      (depth, { beta = 1 } = {}) => (beta * Math.sqrt(depth) + 1) / (beta ** 2 * (depth - 1) + 1),
    ),
    energy: asymptotic((depth, { beta = 1 } = {}) => beta ** 2 * (depth - 1) + 1),
  },
} as const satisfies Readonly<Record<string, ArchitectureTheory>>;

/** An architecture with a theory. */
export type TheoryArchitecture = keyof typeof curves;

/**
 * Correlation and energy of gradients at the start, against depth, by architecture. Averages over weights, under assumptions that
 * each row names; `holds` says whether a curve is an equality under them.
 *
 * @example
 * theoryCurves.residual.correlation.at(50, { beta: 0.1 }); // 0.780
 */
export const theoryCurves: Readonly<Record<TheoryArchitecture, ArchitectureTheory>> = curves;
