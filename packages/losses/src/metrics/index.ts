/** Metrics of images: numbers to report, not to train with. */
export { psnr } from './psnr.js';
