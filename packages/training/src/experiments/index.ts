/** Experiments on trained networks: pictures sent through them again and again, between pictures, and out of nothing. */
export { codePaths } from './code-paths.js';
export {
  type InterpolatedPair,
  type InterpolateOptions,
  type Interpolation,
  interpolate,
} from './interpolate.js';
export { interpolationSheet } from './interpolation-sheet.js';
export { type ReencodedPicture, type ReencodeOptions, type Reencoding, reencode } from './reencode.js';
export { reencodingSheet } from './reencoding-sheet.js';
export { type SampleOptions, type Sampling, sample } from './sample.js';
export { samplingSheet } from './sampling-sheet.js';
export { type Sheet, type SheetFiles, writeSheet } from './sheet.js';
export type { PictureSource } from './square-pictures.js';
