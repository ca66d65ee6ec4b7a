/** The experiments of shattered gradients, compiled. */
export { acfDepths, acfTable } from './acf-table.js';
export { type CoActivationOptions, coActivationByLayer, type LayerActivity } from './co-activation.js';
export {
  type CorrelationByDepthOptions,
  correlationByDepth,
  type DepthCorrelation,
} from './gradient-correlation.js';
export type { Normalisation, ShatterNetwork } from './networks.js';
export type { ExperimentOptions, ShatterNetworkOptions } from './options.js';
export {
  type CompareShatterAcfOptions,
  compareShatterAcf,
  type ShatterAcf,
  type ShatterAcfOptions,
  shatterAcf,
} from './shatter-acf.js';
