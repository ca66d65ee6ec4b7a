/** What tfjs lacks: operations that work eagerly on any tfjs backend and inside `jit`, each with its gradient. */
export {
  type Conv2dOptions,
  type Conv2dTransposeOptions,
  conv2d,
  conv2dTranspose,
  type Padding,
  type Pair,
} from './convolution/index.js';
export { type CumulativeProductOptions, cumulativeProduct } from './cumulative-product.js';
export { differentiable, offTape } from './differentiable.js';
export { einsum } from './einsum.js';
export { gatherND } from './gather-nd.js';
export { isRecording } from './is-recording.js';
export {
  type LocalResponseNormalizationOptions,
  localResponseNormalization,
} from './local-response-normalization.js';
export { logSumExp } from './log-sum-exp.js';
export { pairwiseSquaredDistances } from './pairwise-squared-distances.js';
export { type BlockOrder, depthToSpace, spaceToDepth } from './pixel-shuffle.js';
export {
  type Coordinates,
  type ResizeBilinearOptions,
  resizeBilinear,
  resizeNearest,
} from './resize/index.js';
export { safeNorm, safeSqrt } from './safe-sqrt.js';
export { stopGradient } from './stop-gradient.js';
export { topK } from './top-k.js';
