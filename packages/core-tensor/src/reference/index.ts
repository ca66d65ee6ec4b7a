/** A plain double-precision evaluator of every kernel: slow, obvious, the witness for values and gradients. */
export { type CheckGradientOptions, checkGradient, type GradientCheck } from './check-gradient.js';
export {
  type DirectionalDerivative,
  type DirectionalDerivativeOptions,
  directionalDerivative,
} from './directional-derivative.js';
export { evaluate, toReference } from './evaluate.js';
export type { ReferenceKernel, ReferenceKernels } from './kernel.js';
export { referenceKernels } from './registry.js';
export type { ReferenceTensor } from './tensor.js';
