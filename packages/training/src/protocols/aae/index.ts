/** Whether the adversary is needed: the adversarial autoencoder against the kernel MMD, over seeds. */
export { type AaeExperimentOptions, aaeExperiment } from './experiment.js';
export type {
  AaeExperimentResult,
  Matching,
  MatchJudgement,
  MatchMeasures,
  MatchSummary,
} from './result.js';
export { aaeExperimentFiles } from './write-experiment.js';
