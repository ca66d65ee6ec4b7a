/** The numbers of fixtures/make.py, and priors whose numbers are exact. */

import { readFileSync } from 'node:fs';
import type * as tf from '@tensorflow/tfjs';
import { type Kernel, type KernelKind, scaleMixtureOf, toNumbers } from '../kernels/index.js';
import {
  type DiagonalMixture,
  diagonalize,
  gaussianEmbedding,
  type PreparedPrior,
  type Prior,
  preparePrior,
} from '../priors/index.js';
import { type ExactTensor, exactTensor } from './exact.js';

type Matrix = readonly (readonly number[])[];

/** A kernel and a sample or two, with what comes of them. */
export interface TwoSampleCase {
  readonly sample: string;
  readonly kernel: Kernel;
  readonly biased: number;
  readonly unbiased: number;
  readonly linear?: number;
  readonly linearTest?: { readonly standardError: number; readonly z: number; readonly pValue: number };
  readonly scale: number;
  readonly witness: readonly number[];
  readonly nullVariance: number;
}

export interface PriorCase {
  readonly prior: string;
  readonly sample: string;
  readonly kernel: Kernel;
  readonly biased: number;
  readonly unbiased: number;
  readonly scale: number;
  readonly witness: readonly number[];
  readonly byLabel?: {
    readonly classes: readonly number[];
    readonly classWeights: readonly number[];
    readonly unlabelledWeight: number;
    readonly biased: number;
    readonly unbiased: number;
  };
}

interface Witnesses {
  readonly samples: Readonly<Record<string, { readonly x: Matrix; readonly y: Matrix }>>;
  readonly priors: Readonly<Record<string, Prior>>;
  readonly twoSamples: Readonly<Partial<Record<KernelKind, readonly TwoSampleCase[]>>>;
  readonly toPrior: Readonly<Partial<Record<KernelKind, readonly PriorCase[]>>>;
  readonly medians: readonly {
    readonly sample: string;
    readonly distance: number;
    readonly 'half-squared': number;
  }[];
  readonly quadratures: readonly {
    readonly ratio: number;
    readonly 'inverse-multiquadric': number;
    readonly laplacian: number;
  }[];
  readonly wasserstein: readonly { readonly sample: string; readonly distance: number }[];
  readonly normalTails: readonly { readonly z: number; readonly p: number }[];
  readonly nullVariances: readonly {
    readonly dimensions: number;
    readonly deviation: number;
    readonly lengthscale: number;
    readonly count: number;
    readonly variance: number;
  }[];
}

export const witnesses: Witnesses = JSON.parse(
  readFileSync(new URL('../fixtures/witnesses.json', import.meta.url), 'utf8'),
);

/** The samples of a case. */
export function sampleOf({ sample }: { readonly sample: string }): { x: ExactTensor; y: ExactTensor } {
  const { x, y } = witnesses.samples[sample]!;
  return { x: exactTensor(x), y: exactTensor(y) };
}

/** One-hot rows; zeros for classes below 0. */
export function labelsOf(classes: readonly number[], count: number): number[][] {
  return classes.map((label) => Array.from({ length: count }, (_, c) => (c === label ? 1 : 0)));
}

/** What a prior and a kernel are made of, in double precision: arguments of a function that is recorded. */
export function exactParts(prior: Prior, kernel: Kernel) {
  if (prior.kind === 'categorical') return null;
  const components = prior.kind === 'mixture' ? prior.components : [prior];
  const weights = prior.kind === 'mixture' ? prior.weights : [1];
  const { nodes, weights: nodeWeights } = toNumbers(scaleMixtureOf(kernel, 'test'), 'test');
  const { pairs, ...own } = diagonalize(weights, components, 'test');
  const exact = <T extends object>(leaves: T) =>
    Object.fromEntries(Object.entries(leaves).map(([name, leaf]) => [name, { ...leaf, dtype: 'float32' }]));
  return {
    prior: { ...exact(own), pairs: exact(pairs) },
    mixture: { precisions: exactTensor(nodes), weights: exactTensor(nodeWeights) },
  };
}

/** The prior made of such parts. Categorical ones have weights that single precision holds exactly. */
export function priorOfParts(prior: Prior, parts: unknown): PreparedPrior {
  const prepared = preparePrior(prior);
  if (parts === null) return prepared;
  const { prior: tensors, mixture } = parts as {
    prior: DiagonalMixture<tf.Tensor>;
    mixture: { precisions: tf.Tensor1D; weights: tf.Tensor1D };
  };
  const { components, dimensions } = prepared;
  return {
    ...prepared,
    ...gaussianEmbedding(
      () => tensors,
      [components, dimensions],
      () => mixture,
    ),
  };
}
