/** Kernel maximum mean discrepancy: of two samples, and of a sample to a prior. */

export type { PriorEstimator } from './groups.js';
export {
  type Codes,
  type EstimateNullVarianceOptions,
  estimateNullVariance,
  type GoodnessOfFitOptions,
  goodnessOfFitTest,
  type LinearTest,
  type LinearTestOptions,
  linearTest,
  type NullVarianceOptions,
  nullVariance,
  type PermutationTestOptions,
  permutationTest,
  type RankTest,
} from './hypothesis-tests/index.js';
export {
  type EnergyKernel,
  type InverseMultiquadricKernel,
  type Kernel,
  type KernelKind,
  type KernelParameter,
  type KernelSum,
  type KernelTerm,
  type LaplacianKernel,
  type SquaredExponentialKernel,
  sumOfKernels,
  type WaeKernelOptions,
  type WaePrior,
  waeKernel,
} from './kernels/index.js';
export {
  type MedianConvention,
  type MedianLengthscaleOptions,
  medianLengthscale,
} from './median-lengthscale.js';
export {
  type CategoricalPrior,
  type GaussianComponent,
  type GaussianPrior,
  type MixturePrior,
  type PreparedPrior,
  type Prior,
  type PriorKind,
  preparePrior,
} from './priors/index.js';
export { type MmdEstimator, type SquaredMmdOptions, squaredMmd } from './squared-mmd.js';
export { type SquaredMmdByLabelOptions, squaredMmdByLabel } from './squared-mmd-by-label.js';
export { type SquaredMmdToPriorOptions, squaredMmdToPrior } from './squared-mmd-to-prior.js';
export { type WitnessOptions, witness, witnessToPrior } from './witness.js';
