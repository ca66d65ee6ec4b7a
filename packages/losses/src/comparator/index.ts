/** Comparators: networks from ONNX files whose features losses compare. */
export { type ComparatorSession, comparatorSession } from './comparator-session.js';
export { type ComparatorDescription, parseDescription } from './description.js';
export { type ComparatorLayer, comparatorLayers } from './layers.js';
export { type Preprocessing, preprocess, unpreprocess } from './preprocessing.js';
export { type Comparator, comparatorFeatures, readComparator } from './read-comparator.js';
