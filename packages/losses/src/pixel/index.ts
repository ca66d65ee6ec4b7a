/** Losses of pixels: one signature, each an average over the batch. */
export { absolutePixelLoss } from './absolute-pixel-loss.js';
export { type CharbonnierOptions, charbonnierLoss } from './charbonnier-loss.js';
export type { PixelLoss, PixelLossOptions } from './pixel-loss.js';
export { type PixelLossKind, pixelLosses } from './pixel-losses.js';
export { squaredPixelLoss } from './squared-pixel-loss.js';
