/** From one number per element to one number: within each image, then over the batch. */
export { type BatchMeanOptions, batchMean, type PerImage, reduceImages } from './per-image.js';
