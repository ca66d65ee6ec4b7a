/** The support vector machine against LIBLINEAR, as scikit-learn runs it (fixtures/make-linear-svm.py). */

import { readFileSync } from 'node:fs';
import { randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { describe, expect, it } from 'vitest';
import { fitLinearSvm, type LinearSvm, predict } from './linear-svm.js';

interface Fixture {
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly unseen: readonly number[];
  readonly cases: readonly {
    readonly C: number;
    readonly bias: number;
    readonly weights: readonly (readonly number[])[];
    readonly objectives: readonly number[];
    readonly predictions: readonly number[];
  }[];
}

const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/linear-svm.json', import.meta.url), 'utf8'),
) as Fixture;
const [count, width, classes] = [fixture.labels.length, 6, 3];
const rows = (values: readonly number[]): HostTensor<'float32'> => ({
  shape: [values.length / width, width],
  dtype: 'float32',
  data: Float32Array.from(values),
});
const features = rows(fixture.features);
const problem = {
  features,
  labels: fixture.labels,
  classes,
  examples: Int32Array.from({ length: count }, (_, i) => i),
  key: randomKey(1),
};

/** |w|² / 2 + C Σ max(0, 1 - y wᵀx)². */
function objective({ weights, bias }: LinearSvm, label: number, C: number): number {
  const own = weights[label]!;
  let sum = own.reduce((total, weight) => total + weight ** 2 / 2, 0);
  for (let i = 0; i < count; i++) {
    let output = own[width]! * bias;
    for (let k = 0; k < width; k++) output += own[k]! * features.data[i * width + k]!;
    sum += C * Math.max(0, 1 - (fixture.labels[i] === label ? output : -output)) ** 2;
  }
  return sum;
}

describe('fitLinearSvm', () => {
  it.each(fixture.cases)('finds the weights of LIBLINEAR for C $C and bias $bias', (wanted) => {
    const { C, bias } = wanted;
    const svm = fitLinearSvm({ ...problem, C, bias, tolerance: 1e-8, maximumPasses: 100_000 });
    wanted.weights.forEach((weights, label) => {
      weights.forEach((weight, k) => {
        expect(svm.weights[label]![k]).toBeCloseTo(weight, 4);
      });
    });
    const unseen = rows(fixture.unseen);
    expect(wanted.predictions.map((_, i) => predict(svm, unseen, i))).toEqual(wanted.predictions);
  });

  it.each(fixture.cases)('is within 1e-4 of its objective at the usual tolerance, C $C', (wanted) => {
    const { C, bias, objectives } = wanted;
    const svm = fitLinearSvm({ ...problem, C, bias });
    objectives.forEach((smallest, label) => {
      const own = objective(svm, label, C);
      expect(own / smallest - 1).toBeGreaterThan(-1e-7);
      expect(own / smallest - 1).toBeLessThan(1e-4);
    });
  });

  it('goes on from the solution of another cost, with less to do', () => {
    const { bias, C, objectives } = fixture.cases[1]!;
    const start = fitLinearSvm({ ...problem, C, bias, tolerance: 1e-6, maximumPasses: 10_000 });
    const again = fitLinearSvm({ ...problem, C, bias, start, maximumPasses: 1 });
    expect(objective(again, 0, C)).toBeCloseTo(objectives[0]!, 6);
    const cold = fitLinearSvm({ ...problem, C, bias, maximumPasses: 1 });
    expect(objective(cold, 0, C)).toBeGreaterThan(objectives[0]! * 1.001);
  });
});
