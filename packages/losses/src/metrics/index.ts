/** Metrics of images and codes: numbers to report, not to train with. */
export { meanPairDistance } from './mean-pair-distance.js';
export { psnr } from './psnr.js';
export { type ReconstructionErrorOptions, reconstructionError } from './reconstruction-error.js';
export { sharpness } from './sharpness.js';
export { type SlicedWassersteinOptions, slicedWasserstein } from './sliced-wasserstein.js';
