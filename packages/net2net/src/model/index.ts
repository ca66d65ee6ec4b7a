/** Networks with their weights. */
export { type DoubleModel, type Model, rounded, roundedTree } from './model.js';
