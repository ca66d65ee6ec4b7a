/** Deeper networks. */
export type { StatisticsByNode } from './calibration.js';
export { type DeepenedModel, type DeepenOptions, deepen } from './deepen.js';
export { type DeepenedGraph, type DeepenGraphOptions, deepenGraph } from './deepen-graph.js';
export { insertedNodes, withPieces } from './insert.js';
export type { ChannelStatistics } from './piece.js';
export { type PlannedDeepening, planDeepening } from './plan.js';
export { deepenAverage, deepenOptimizerState } from './state.js';
export type { DeepenKind } from './ways.js';
