/** Networks with their weights. */
export { freshModel } from './fresh.js';
export { type DoubleModel, type Model, rounded, roundedTree } from './model.js';
