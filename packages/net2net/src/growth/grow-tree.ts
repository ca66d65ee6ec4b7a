/** All parameters or statistics of a graph after growth. */

import { type DoubleValues, growValues, type Role, type Values } from './grow-values.js';
import type { VariableGrowths } from './variable-growth.js';

/** Numbers by node and by the name of the variable. */
export type ValueTree<V extends Values = Values> = Readonly<Record<string, Readonly<Record<string, V>>>>;

/** A tree of what `f` makes of each variable. */
export function mapVariables<V, W>(
  tree: Readonly<Record<string, Readonly<Record<string, V>>>>,
  f: (values: V, node: string, name: string) => W,
): Readonly<Record<string, Readonly<Record<string, W>>>> {
  const nodes = Object.entries(tree).map(([node, named]) => {
    const own = Object.entries(named).map(([name, values]) => [name, f(values, node, name)] as const);
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** Grows a tree of values, in double precision. What no growth names is copied. */
export function growTree(
  growths: Readonly<Record<string, VariableGrowths>>,
  tree: ValueTree,
  role: Role,
): ValueTree<DoubleValues> {
  return mapVariables(tree, (values, node, name) => growValues(values, growths[node]?.[name] ?? {}, role));
}
