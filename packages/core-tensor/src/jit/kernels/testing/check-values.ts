/** Compares what a compiled kernel computes with the reference in double precision, and with tfjs' own. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type ReferenceTensor, referenceKernels, toReference } from '../../../reference/index.js';
import type { HostTensor } from '../../../tree/index.js';
import { seed as anySeed } from './host-tensors.js';
import type { KernelGenerator } from './kernel-case.js';
import { callKernel, compiledResults, describeCase, type LaidOutCase, layOut } from './run-cases.js';

export interface CheckResult {
  readonly cases: number;
  /** The largest error among all elements of all cases. */
  readonly error: number;
  /** The case it occurred in. */
  readonly worst: string;
}

export function casesOf(
  cases: KernelGenerator['cases'],
  count: number,
  seed: number,
  equalAllowed: boolean,
): LaidOutCase[] {
  return fc
    .sample(fc.tuple(cases, anySeed), { seed, numRuns: count })
    .map(([which, layoutSeed]) => layOut(which, layoutSeed, equalAllowed));
}

/** Against the reference. */
export async function checkValues(
  kernel: string,
  generator: KernelGenerator,
  seed: number,
): Promise<CheckResult> {
  const witness = generator.witness ?? referenceKernels[kernel];
  if (witness === undefined) throw new Error(`no reference for ${kernel}`);
  const cases = casesOf(generator.cases, generator.count ?? 12, seed, generator.keepsValues !== true);
  const results = await compiledResults(cases, (inputs, { attributes }) =>
    callKernel(kernel, inputs, attributes).map((y) => tf.clone(y)),
  );
  return worstOf(cases, (which, i) => {
    const expected = witness(Object.values(which.inputs).map(toReference), which.attributes);
    return largestError(results[i]!.map(toReference), expected, generator.scale ?? 1);
  });
}

/** The reference against tfjs' `cpu` backend: that we understand what the kernel means. */
export function checkAgainstTfjs(kernel: string, generator: KernelGenerator, seed: number): CheckResult {
  const cases = casesOf(generator.cases, generator.count ?? 12, seed, generator.keepsValues !== true);
  return worstOf(cases, ({ inputs, attributes }) =>
    tf.tidy(() => {
      const tensors = Object.entries(inputs).map(([name, { data, shape, dtype }]) => [
        name,
        tf.tensor(data, [...shape], dtype),
      ]);
      const results = callKernel(kernel, Object.fromEntries(tensors), attributes);
      const expected = referenceKernels[kernel]!(Object.values(inputs).map(toReference), attributes);
      return largestError(results.map(hostTensor).map(toReference), expected, generator.scale ?? 1) as never;
    }),
  );
}

function hostTensor(x: tf.Tensor): HostTensor {
  return { shape: x.shape, dtype: x.dtype, data: x.dataSync() } as HostTensor;
}

export function worstOf(
  cases: readonly LaidOutCase[],
  errorOf: (which: LaidOutCase, i: number) => number,
): CheckResult {
  const errors = cases.map(errorOf);
  const error = errors.reduce((a, b) => (Number.isNaN(a) || a > b ? a : b), 0);
  const at = errors.findIndex((each) => Object.is(each, error));
  return { cases: cases.length, error, worst: describeCase(cases[at]!) };
}

/** NaN where shapes differ or where exactly one of two elements is not a number. */
function largestError(
  actual: readonly ReferenceTensor[],
  expected: readonly ReferenceTensor[],
  scale: number,
): number {
  if (actual.length !== expected.length) return Number.NaN;
  return actual.reduce((worst, { shape, data }, i) => {
    const other = expected[i]!;
    if (shape.join() !== other.shape.join()) return Number.NaN;
    return data.reduce((largest, a, j) => {
      const b = other.data[j]!;
      const error = Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(b), scale);
      return Number.isNaN(largest) || largest > error ? largest : error;
    }, worst);
  }, 0);
}
