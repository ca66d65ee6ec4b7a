/** Tests of hypotheses: whether samples differ, and whether codes come from a prior. */
export { type GoodnessOfFitOptions, goodnessOfFitTest } from './goodness-of-fit-test.js';
export type { Codes } from './host-matrix.js';
export { type LinearTest, type LinearTestOptions, linearTest } from './linear-test.js';
export {
  type EstimateNullVarianceOptions,
  estimateNullVariance,
  type NullVarianceOptions,
  nullVariance,
} from './null-variance.js';
export { type PermutationTestOptions, permutationTest, type RankTest } from './permutation-test.js';
