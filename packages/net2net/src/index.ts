/** Growth of networks: wider, deeper, and the same function. */
export {
  type RandomDeepenOptions,
  type RandomPadOptions,
  randomDeepen,
  randomPad,
} from './baselines/index.js';
export {
  type Certificate,
  type Certified,
  type ComparisonOptions,
  compiledOutputs,
  type DrawnInputsOptions,
  doubleOutputs,
  drawnInputs,
  inDouble,
  isPreserved,
  type LayerProof,
  largest,
  largestDifference,
  type ModelInputs,
  type ModelOutputs,
  type OutputDifference,
  tolerances,
} from './certificate/index.js';
export {
  type ChannelStatistics,
  type DeepenedModel,
  type DeepenGraphOptions,
  type DeepenKind,
  type DeepenOptions,
  deepen,
  deepenAverage,
  deepenGraph,
  deepenOptimizerState,
  type PlannedDeepening,
  planDeepening,
  type StatisticsByNode,
} from './deepen/index.js';
export type { GraphGrowth } from './growth/index.js';
export { freshModel, type Model } from './model/index.js';
export { replay } from './replay/index.js';
export { growAverage, growOptimizerState } from './state/index.js';
export {
  type GrownModel,
  type PlannedLayer,
  planWidening,
  type Split,
  type WidenGraphOptions,
  type WidenNoise,
  type WidenOptions,
  type WidenRequest,
  widen,
  widenGraph,
} from './widen/index.js';
