/** Two-dimensional convolutions. */
export { type Conv2dOptions, conv2d } from './conv2d.js';
export { type Conv2dTransposeOptions, conv2dTranspose } from './conv2d-transpose.js';
export type { Padding, Pair } from './padding.js';
