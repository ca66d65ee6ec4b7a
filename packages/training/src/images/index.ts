/** Image files in and out, and what is done to pictures in memory: channels, crops, sizes, grids. */
export type { AlphaHandling } from './alpha.js';
export { lumaWeights, selectChannels, withChannels } from './channels.js';
export { crop, cropAt, flipHorizontally, flipVertically, type Rectangle } from './crop.js';
export type { ImageHeader } from './decode.js';
export { type ImageGridOptions, imageGrid } from './grid.js';
export { assertImage, type Image, type Samples, type StoredImage, toFloat, whiteOf } from './image.js';
export { type Kernel, kernels } from './kernels.js';
export { type ReadImageOptions, readImage, readImageHeader, readStoredImage } from './read-image.js';
export { fontFamily, type RenderSvgOptions, renderSvg } from './render-svg.js';
export { type ResizeOptions, resize, resizeShorterSide } from './resize.js';
export { stackImages, unstackImages } from './tensor.js';
export { encodePng, type WriteImageOptions, writeImage } from './write-image.js';
