/** What growth does to every kind of layer. */
export { layerKinds, ruleOf } from './registry.js';
export type { Growing, Grown, GrowthRule, Traced } from './rule.js';
