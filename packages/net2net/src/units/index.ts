/** Units: what layers make, and which of it must be copied together. */
export type { Labels } from './labels.js';
export { type Constraint, createUnits, type Units } from './units.js';
