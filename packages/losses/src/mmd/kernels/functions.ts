/** What each kind of kernel computes: the table that a new kernel is added to. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { safeSqrt } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelKind, KernelParameter } from './kernel.js';
import {
  inverseMultiquadricQuadrature,
  laplacianQuadrature,
  type ScaledQuadrature,
  squaredExponentialQuadrature,
} from './scale-mixture.js';

/** A kind of kernel. */
export interface KernelFunctions<K extends Kernel> {
  /** @throws DiopterError `invalid-argument` for parameters that are no finite numbers above 0. */
  readonly check: (kernel: K, where: string) => void;
  /** The kernel of squared distances of any shape, with a gradient of 0 at distance 0. */
  readonly evaluate: (kernel: K, squaredDistances: tf.Tensor) => tf.Tensor;
  /** The kernel as a mixture of squared exponentials, if it is one. */
  readonly scaleMixture?: (kernel: K, where: string) => readonly ScaledQuadrature[];
}

type KernelOf<Kind extends KernelKind> = Extract<Kernel, { kind: Kind }>;

/** The kinds of kernels by name. */
export const kernelFunctions: { readonly [Kind in KernelKind]: KernelFunctions<KernelOf<Kind>> } = {
  'squared-exponential': {
    check: ({ lengthscale }, where) => checkParameter(lengthscale, `${where}, lengthscale`),
    evaluate: ({ lengthscale }, squared) =>
      tf.exp(tf.neg(tf.div(squared, multiply(2, multiply(lengthscale, lengthscale))))),
    scaleMixture: ({ lengthscale }) => [
      {
        weight: 1,
        squaredScale: multiply(2, multiply(lengthscale, lengthscale)),
        quadrature: squaredExponentialQuadrature,
      },
    ],
  },
  'inverse-multiquadric': {
    check: ({ scale }, where) => checkParameter(scale, `${where}, scale`),
    evaluate: ({ scale }, squared) => tf.div(scale, tf.add(squared, scale)),
    scaleMixture: ({ scale }) => [
      { weight: 1, squaredScale: scale, quadrature: inverseMultiquadricQuadrature },
    ],
  },
  laplacian: {
    check: ({ lengthscale }, where) => checkParameter(lengthscale, `${where}, lengthscale`),
    evaluate: ({ lengthscale }, squared) => tf.exp(tf.neg(tf.div(safeSqrt(squared), lengthscale))),
    scaleMixture: ({ lengthscale }) => [
      { weight: 1, squaredScale: multiply(lengthscale, lengthscale), quadrature: laplacianQuadrature },
    ],
  },
  energy: {
    check: () => {},
    evaluate: (_, squared) => tf.neg(safeSqrt(squared)),
  },
  sum: {
    check: ({ terms }, where) => {
      if (terms.length === 0) {
        throw new DiopterError('invalid-argument', { what: 'a sum of no kernels', where });
      }
      terms.forEach(({ weight, kernel }, i) => {
        checkParameter(weight, `${where}, weight ${i}`);
        checkKernel(kernel, `${where}, term ${i}`);
      });
    },
    evaluate: ({ terms }, squared) =>
      tf.addN(terms.map(({ weight, kernel }) => tf.mul(kernelOf(kernel, squared), weight))),
    scaleMixture: ({ terms }, where) =>
      terms.flatMap(({ weight, kernel }) =>
        scaleMixtureOf(kernel, where).map((part) => ({ ...part, weight: multiply(weight, part.weight) })),
      ),
  },
};

/** The functions of a kernel's kind, for kernels of any kind. */
function functionsOf(kernel: Kernel, where: string): KernelFunctions<Kernel> {
  const functions = kernelFunctions[kernel.kind] as KernelFunctions<Kernel> | undefined;
  if (functions !== undefined) return functions;
  throw new DiopterError('invalid-argument', {
    what: `there is no kernel "${kernel.kind}"`,
    where,
    help: `one of ${Object.keys(kernelFunctions).join(', ')}`,
  });
}

/** @throws DiopterError `invalid-argument` for an unknown kernel, or parameters that are no finite numbers above 0. */
export function checkKernel(kernel: Kernel, where: string): void {
  functionsOf(kernel, where).check(kernel, where);
}

/** The kernel at squared distances of any shape. */
export function kernelOf(kernel: Kernel, squaredDistances: tf.Tensor): tf.Tensor {
  return functionsOf(kernel, 'kernel').evaluate(kernel, squaredDistances);
}

/**
 * The kernel as a mixture of squared exponentials.
 *
 * @throws DiopterError `invalid-argument` if it is none: its expectation under a Gaussian is not known here.
 */
export function scaleMixtureOf(kernel: Kernel, where: string): readonly ScaledQuadrature[] {
  const { scaleMixture } = functionsOf(kernel, where);
  if (scaleMixture !== undefined) return scaleMixture(kernel, where);
  throw new DiopterError('invalid-argument', {
    what: `the expectation of the kernel "${kernel.kind}" under a Gaussian has no closed form here`,
    where,
    help: 'draw a sample of the prior and compare with squaredMmd, or take another kernel',
  });
}

function multiply(a: KernelParameter, b: KernelParameter): KernelParameter {
  return typeof a === 'number' && typeof b === 'number' ? a * b : tf.mul<tf.Scalar>(a, b);
}

function checkParameter(value: KernelParameter, where: string): void {
  const isRight = typeof value === 'number' ? value > 0 && Number.isFinite(value) : value.rank === 0;
  if (isRight) return;
  const what = typeof value === 'number' ? value : `a tensor [${(value as tf.Tensor).shape.join(', ')}]`;
  throw new DiopterError('invalid-argument', { what: `${what} is not a finite number above 0`, where });
}
