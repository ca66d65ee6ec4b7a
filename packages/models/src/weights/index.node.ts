/** Weights from elsewhere, in Node: everything of `index`, and files. */

export { type ImportedWeights, type ImportWeightsOptions, importWeights } from './import-weights.node.js';
export * from './index.js';
