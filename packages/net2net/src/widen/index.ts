/** Wider networks. */
export type { WidenRequest } from './copies.js';
export type { WidenNoise } from './noise.js';
export { type PlannedLayer, planWidening } from './plan.js';
export type { Split } from './shares.js';
export { type GrownModel, type WidenOptions, widen } from './widen.js';
export { type WidenGraphOptions, widenGraph } from './widen-graph.js';
