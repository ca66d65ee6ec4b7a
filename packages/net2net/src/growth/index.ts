/** Growth of axes and of the variables that have them. */
export {
  type AxisGrowth,
  grows,
  joinedGrowth,
  partOfGrowth,
  partsOfGrowth,
  repeatedPlaces,
  repeatedWhole,
  sameGrowth,
  sizeAfter,
  unchanged,
} from './axis-growth.js';
export { forEachPlace, type GrownPlace, grownShape, whole } from './for-each-place.js';
export type { GraphGrowth } from './graph-growth.js';
export { growTree, type ValueTree } from './grow-tree.js';
export {
  type DoubleValues,
  growValues,
  type Role,
  type Values,
} from './grow-values.js';
export type { GrowingAxis, VariableGrowth, VariableGrowths } from './variable-growth.js';
