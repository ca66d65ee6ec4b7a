/** The papers' comparisons as experiments: several ways and seeds, trained, judged and written down. */
export {
  type AaeExperimentOptions,
  type AaeExperimentResult,
  aaeExperiment,
  aaeExperimentFiles,
  type Matching,
  type MatchJudgement,
  type MatchMeasures,
  type MatchSummary,
} from './aae/index.js';
export {
  type ComparedNetwork,
  comparedNetworks,
  type DeepCell,
  type DeepExperimentOptions,
  type DeepExperimentResult,
  type DeepMeasures,
  type DeepRun,
  deepExperiment,
  deepExperimentFiles,
} from './deep/index.js';
export {
  type Direction,
  deepsimProtocol,
  type Judgement,
  type LossName,
  type LossSummary,
  type Measures,
  type ProtocolOptions,
  type ProtocolResult,
  protocolFiles,
} from './deepsim/index.js';
export {
  type AccuracyPoint,
  type GrowthCell,
  type GrowthMeasures,
  type GrowthRun,
  type Net2NetExperimentOptions,
  type Net2NetExperimentResult,
  net2netExperiment,
  net2netExperimentFiles,
  type Student,
  type StudentKind,
  students,
} from './net2net/index.js';
export {
  type AcfRow,
  type AcfSpread,
  acfByNetwork,
  type NetworkAcf,
  type NetworkCoActivation,
  type NetworkCorrelation,
  type NoiseAcf,
  type ShatterExperimentOptions,
  type ShatterExperimentResult,
  type ShatterSettings,
  type ShatterSpecification,
  type Specimen,
  shatterExperiment,
  shatterExperimentFiles,
} from './shatter/index.js';
export type { Spread } from './spread.js';
