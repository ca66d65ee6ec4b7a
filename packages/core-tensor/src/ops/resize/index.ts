/** Resizing images. */
export type { Coordinates } from './interpolation.js';
export { type ResizeBilinearOptions, resizeBilinear } from './resize-bilinear.js';
export { resizeNearest } from './resize-nearest.js';
