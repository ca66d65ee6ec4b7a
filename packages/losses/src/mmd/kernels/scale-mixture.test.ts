/** Kernels as mixtures of squared exponentials are right to 1e-12, from narrow to wide. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { exampleKernels, kernelEntries } from '../testing/example-kernels.js';
import { witnesses } from '../testing/witnesses.js';
import { kernelFunctions, kernelOf, scaleMixtureOf, toNumbers } from './index.js';

const kernels = {
  'inverse-multiquadric': { kernel: { kind: 'inverse-multiquadric', scale: 1 }, dimensions: 2 },
  laplacian: { kernel: { kind: 'laplacian', lengthscale: 1 }, dimensions: 1 },
} as const;

describe.each(Object.entries(kernels))('the expectation of the %s kernel', (kind, { kernel, dimensions }) => {
  const { nodes, weights } = toNumbers(scaleMixtureOf(kernel, 'test'), 'test');

  it.each(witnesses.quadratures)('is that of a special function for a variance of $ratio', (witnessed) => {
    const expected = witnessed[kind as keyof typeof kernels];
    const actual = nodes.reduce(
      (sum, s, q) => sum + weights[q]! * (1 + 2 * s * witnessed.ratio) ** (-dimensions / 2),
      0,
    );
    expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12);
  });
});

describe.each(kernelEntries.filter(([kind]) => kernelFunctions[kind].scaleMixture !== undefined))(
  'the mixture of the %s kernel',
  (kind) => {
    it('is the kernel, at every distance', () => {
      const kernel = exampleKernels[kind](3);
      const { nodes, weights } = toNumbers(scaleMixtureOf(kernel, 'test'), 'test');
      for (const distance of [0.25, 1, 3, 20]) {
        const expected = kernelOf(kernel, tf.scalar(distance ** 2)).dataSync()[0]!;
        const actual = nodes.reduce((sum, s, q) => sum + weights[q]! * Math.exp(-s * distance ** 2), 0);
        expect(actual).toBeCloseTo(expected, 6);
      }
    });
  },
);
