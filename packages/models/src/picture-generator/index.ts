/** What our own small generators of pictures have in common. */
export type { FeatureShape } from './feature-shape.js';
export { type PictureOptions, pictureLayers } from './picture-layers.js';
