/** How far codes are from a prior or from other codes, by the kernel MMD: every estimate, and tests. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { jit } from '@diopter/core-tensor/jit';
import { foldIn, type Key, randomKey } from '@diopter/core-tensor/random';
import {
  goodnessOfFitTest,
  type Kernel,
  permutationTest,
  slicedWasserstein,
  squaredMmd,
  squaredMmdToPrior,
} from '@diopter/losses';
import {
  type GaussianPrior,
  gaussianRing,
  isotropicGaussian,
  type MixturePrior,
  samplePrior,
} from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { CodeMatrix } from './read-codes.js';

/** The kernels by their short names. */
export const codeKernels = {
  se: (lengthscale: number): Kernel => ({ kind: 'squared-exponential', lengthscale }),
  imq: (lengthscale: number): Kernel => ({ kind: 'inverse-multiquadric', scale: 2 * lengthscale ** 2 }),
} as const;

/** The priors by name, for codes of some length. */
export const namedPriors: Readonly<Record<string, (dimensions: number) => GaussianPrior | MixturePrior>> = {
  gaussian: (dimensions) => isotropicGaussian({ dimensions }),
  ring10: () => gaussianRing(),
};

/** What codes are compared with: a prior by name, or other codes. */
export type ComparedWith = { readonly prior: string } | { readonly codes: CodeMatrix };

/** Options of {@link compareCodes}. */
export interface CompareCodesOptions {
  readonly lengthscale: number;
  /** `se` is `exp(-r² / 2L²)`, `imq` is `2L² / (2L² + r²)`. */
  readonly kernel?: keyof typeof codeKernels;
  /** Draws of the prior, or divisions of the pooled samples, that the p-value ranks among. */
  readonly draws?: number;
  readonly seed?: number;
}

/** What comes out: squared MMDs in units of the kernel. */
export interface CodeComparison {
  readonly biased: number;
  readonly unbiased: number;
  readonly linear: number;
  /** How likely an unbiased one as large is if there is no difference. */
  readonly pValue: number;
  /** Sliced Wasserstein distance, in units of the codes; to a prior by as many samples of it. */
  readonly slicedWasserstein: number;
  readonly count: number;
  readonly dimensions: number;
  readonly kernel: keyof typeof codeKernels;
  readonly lengthscale: number;
}

/**
 * Compares codes with a prior in closed form, or with other codes.
 *
 * @throws DiopterError `invalid-option` for a prior that is not known, and a lengthscale that is none; `shape-mismatch` for codes of
 * different lengths and fewer than two.
 *
 * @example
 * const { unbiased, pValue } = await compareCodes(await readCodes('codes.csv'), { prior: 'gaussian' }, { lengthscale: 1 });
 */
export async function compareCodes(
  codes: CodeMatrix,
  other: ComparedWith,
  { lengthscale, kernel: name = 'se', draws = 999, seed = 1 }: CompareCodesOptions,
): Promise<CodeComparison> {
  if (!(lengthscale > 0 && Number.isFinite(lengthscale))) {
    throw new DiopterError('invalid-option', {
      what: `${lengthscale} is not a finite number above 0`,
      where: 'option lengthscale',
    });
  }
  const [count, dimensions] = codes.shape as [number, number];
  const how: Comparing = { kernel: codeKernels[name](lengthscale), draws, key: randomKey(seed) };
  const found =
    'codes' in other
      ? await toCodes(codes, other.codes, how)
      : await toPrior(codes, priorOf(other.prior, dimensions), how);
  return { ...found, count, dimensions, kernel: name, lengthscale };
}

interface Comparing {
  readonly kernel: Kernel;
  readonly draws: number;
  readonly key: Key;
}

type Differences = Pick<CodeComparison, 'biased' | 'unbiased' | 'linear' | 'pValue' | 'slicedWasserstein'>;

async function toCodes(
  x: CodeMatrix,
  y: CodeMatrix,
  { kernel, draws, key }: Comparing,
): Promise<Differences> {
  // Pairs of both samples: of a larger one only as many as of the other.
  const pairs = Math.min(x.shape[0]!, y.shape[0]!);
  const found = await evaluated(
    (key, x, y) => ({
      biased: squaredMmd(x!, y!, { kernel, estimator: 'biased' }),
      unbiased: squaredMmd(x!, y!, { kernel }),
      linear: squaredMmd(tf.slice(x!, 0, pairs), tf.slice(y!, 0, pairs), { kernel, estimator: 'linear' }),
      slicedWasserstein: slicedWasserstein(x!, y!, { key }),
    }),
    foldIn(key, 'directions'),
    [x, y],
  );
  const { pValue } = await permutationTest(x, y, { kernel, permutations: draws, key: foldIn(key, 'test') });
  return { ...found, pValue };
}

async function toPrior(
  x: CodeMatrix,
  prior: GaussianPrior | MixturePrior,
  { kernel, draws, key }: Comparing,
): Promise<Differences> {
  const samples = samplePrior(prior, foldIn(key, 'samples'), x.shape[0]!);
  const found = await evaluated(
    (key, x) => ({
      biased: squaredMmdToPrior(x!, prior, { kernel, estimator: 'biased' }),
      unbiased: squaredMmdToPrior(x!, prior, { kernel }),
      linear: squaredMmdToPrior(x!, prior, { kernel, estimator: 'linear' }),
      slicedWasserstein: slicedWasserstein(x!, samples, { key }),
    }),
    foldIn(key, 'directions'),
    [x],
  );
  const { pValue } = await goodnessOfFitTest(x, prior, { kernel, draws, key: foldIn(key, 'test') });
  return { ...found, pValue };
}

function priorOf(name: string, dimensions: number): GaussianPrior | MixturePrior {
  if (Object.hasOwn(namedPriors, name)) return namedPriors[name]!(dimensions);
  throw new DiopterError('invalid-option', {
    what: `there is no prior called ${name}`,
    where: 'option prior',
    help: `${Object.keys(namedPriors).join(', ')}, or a file of other codes`,
  });
}

/** The numbers that a compiled function gives. */
async function evaluated<Name extends string>(
  f: (key: Key, ...codes: tf.Tensor[]) => Readonly<Record<Name, tf.Scalar>>,
  key: Key,
  codes: readonly CodeMatrix[],
): Promise<Record<Name, number>> {
  const compiled = jit(f as (key: Key, ...codes: tf.Tensor[]) => Record<string, tf.Tensor>);
  try {
    const found = await compiled(key, ...codes);
    const entries = Object.entries(found).map(([name, { data }]) => [name, data[0]!] as const);
    return Object.fromEntries(entries) as Record<Name, number>;
  } finally {
    await compiled.release();
  }
}
