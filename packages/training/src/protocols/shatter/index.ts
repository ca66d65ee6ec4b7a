/** Shattered gradients: the experiments of the paper as files, at the networks' start. */
export { acfByNetwork } from './autocorrelations.js';
export { type ShatterExperimentOptions, shatterExperiment } from './experiment.js';
export type {
  AcfRow,
  AcfSpread,
  NetworkAcf,
  NetworkCoActivation,
  NetworkCorrelation,
  NoiseAcf,
  ShatterExperimentResult,
  ShatterSettings,
  ShatterSpecification,
  Specimen,
} from './result.js';
export { shatterExperimentFiles } from './write-experiment.js';
