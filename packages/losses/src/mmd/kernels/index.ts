/** Kernels: plain data, and what each kind computes. */
export { checkKernel, kernelFunctions, kernelOf, scaleMixtureOf } from './functions.js';
export type {
  EnergyKernel,
  InverseMultiquadricKernel,
  Kernel,
  KernelKind,
  KernelParameter,
  KernelSum,
  KernelTerm,
  LaplacianKernel,
  SquaredExponentialKernel,
} from './kernel.js';
export { kernelMatrix, withoutDiagonal } from './matrix.js';
export { type ScaleMixture, toNumbers, toTensors } from './scale-mixture.js';
export { sumOfKernels, type WaeKernelOptions, type WaePrior, waeKernel } from './sums.js';
