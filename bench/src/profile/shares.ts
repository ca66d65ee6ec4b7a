/** Shares of a step's time. */

import { type OperatorGroup, operatorGroups } from './groups.js';
import type { Profile } from './trace.js';

/** The share of the step's time of each group of operators, from 0 to 1. Groups are not all operators. */
export type Shares = Readonly<Record<OperatorGroup, number>>;

export function sharesOf({ milliseconds, operators }: Profile): Shares {
  const entries = Object.entries(operatorGroups).map(([group, members]: [string, readonly string[]]) => {
    const inGroup = operators.filter(({ operator }) => members.includes(operator));
    return [group, inGroup.reduce((sum, operator) => sum + operator.milliseconds, 0) / milliseconds];
  });
  return Object.fromEntries(entries) as Shares;
}
