/** Recipes: whole experiments, from pictures in a folder to a trained network and what shows how good it is. */
export type { AutoencoderEvent } from './autoencoder/job.js';
export { type AutoencoderOptions, defaultAutoencoderOptions } from './autoencoder/options.js';
export { loadAutoencoder, type Reconstructor } from './autoencoder/reconstruct.js';
export { runFiles } from './autoencoder/run-files.js';
export {
  type AutoencoderReport,
  type AutoencoderRun,
  trainAutoencoder,
} from './autoencoder/train-autoencoder.js';
export type { ValidationMetrics } from './autoencoder/validation.js';
export { readRunConfiguration } from './run-configuration.js';
