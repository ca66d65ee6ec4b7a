/** A graph after growth, and what becomes of every variable: data, before any weight is touched. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { VariableGrowths } from './variable-growth.js';

/** The growth of a graph. */
export interface GraphGrowth {
  readonly graph: Graph;
  /** By node, then by the name of the variable. */
  readonly parameters: Readonly<Record<string, VariableGrowths>>;
  readonly statistics: Readonly<Record<string, VariableGrowths>>;
}
