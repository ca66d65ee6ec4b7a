/** How one parameter or statistic of a layer grows. */

import type { AxisGrowth } from './axis-growth.js';

/** One axis of a variable, and how it grows. */
export interface GrowingAxis {
  readonly axis: number;
  readonly growth: AxisGrowth;
}

/**
 * What the axes of a variable stand for. Along `output` are the units that the layer makes, or passes on one by one: values are copied.
 * Along `input` are those that it adds up: values are copied times their shares, which keeps the sum. Of a grouped convolution each
 * group adds up places of its own: `input` has one growth per group, and the axis of `output` says which group it is.
 */
export interface VariableGrowth {
  readonly output?: GrowingAxis;
  readonly input?: { readonly axis: number; readonly groups: readonly AxisGrowth[] };
}

/** By the names of a layer's variables. Those that are not named do not grow. */
export type VariableGrowths = Readonly<Record<string, VariableGrowth>>;
