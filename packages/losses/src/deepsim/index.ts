/** DeePSiM's loss: features, an adversary and pixels together. */
export {
  type DeepsimInputs,
  type DeepsimLoss,
  type DeepsimOptions,
  type DeepsimTerm,
  deepsim,
} from './deepsim.js';
export { caffeWeights, type DeepsimWeights, type MeanWeightsOptions, meanWeights } from './weights.js';
