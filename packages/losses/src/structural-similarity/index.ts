/** Structural similarity, at one scale and at several: metrics, and the losses that go with them. */
export { type MsSsimOptions, msSsim, msSsimLoss, msSsimWeights } from './ms-ssim.js';
export type { StructuralSimilarityOptions } from './options.js';
export { ssim, ssimLoss } from './ssim.js';
