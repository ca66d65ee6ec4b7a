/** Depth without shortcuts: looks-linear networks against the usual ones, over depths and seeds. */
export { type ComparedNetwork, comparedNetworks } from './compared-networks.js';
export { type DeepExperimentOptions, deepExperiment } from './experiment.js';
export type { DeepCell, DeepExperimentResult, DeepMeasures, DeepRun } from './result.js';
export { deepExperimentFiles } from './write-experiment.js';
