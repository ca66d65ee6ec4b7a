/** All parameters or statistics of a graph after growth. */

import { type DoubleValues, growValues, type Role, type Values } from './grow-values.js';
import type { VariableGrowths } from './variable-growth.js';

/** Numbers by node and by the name of the variable. */
export type ValueTree<V extends Values = Values> = Readonly<Record<string, Readonly<Record<string, V>>>>;

/** Grows a tree of values, in double precision. What no growth names is copied. */
export function growTree(
  growths: Readonly<Record<string, VariableGrowths>>,
  tree: ValueTree,
  role: Role,
): ValueTree<DoubleValues> {
  const nodes = Object.entries(tree).map(([node, named]) => {
    const own = Object.entries(named).map(
      ([name, values]) => [name, growValues(values, growths[node]?.[name] ?? {}, role)] as const,
    );
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}
