/** Where a network can be made deeper. */

import type { Graph } from '@diopter/core-tensor/graph';
import { type Site, sitesOf } from './site.js';
import { type DeepenKind, ways } from './ways.js';

/** A node, and what can be inserted after it without changing the function. */
export interface PlannedDeepening {
  readonly name: string;
  readonly kind: string;
  /** What new layers would be; absent where there can be none. */
  readonly inserts?: Site['inserts'];
  /** The kinds of insertion that are exact here, each with the activation that is inserted. */
  readonly ways: Readonly<Partial<Record<DeepenKind, string>>>;
  /** Why the others are not. */
  readonly reasons: Readonly<Partial<Record<DeepenKind, string>>>;
}

/**
 * Lists the nodes of a graph, and which layers can be inserted after them.
 *
 * @throws DiopterError as `validateGraph`.
 *
 * @example
 * const places = planDeepening(graph).filter(({ ways }) => ways.identity !== undefined);
 */
export function planDeepening(graph: Graph): readonly PlannedDeepening[] {
  const kinds = Object.keys(ways) as DeepenKind[];
  return sitesOf(graph).map((found) => {
    const refusals = kinds.map((kind) => {
      const reason = 'site' in found ? ways[kind].refusal(found.site, undefined) : found.reason;
      return [kind, reason] as const;
    });
    const possible = refusals.flatMap(([kind, reason]) =>
      reason === undefined && 'site' in found
        ? [[kind, ways[kind].activationOf(found.site, undefined)] as const]
        : [],
    );
    return {
      name: found.name,
      kind: found.kind,
      ...('site' in found && { inserts: found.site.inserts }),
      ways: Object.fromEntries(possible),
      reasons: Object.fromEntries(refusals.filter(([, reason]) => reason !== undefined)),
    };
  });
}
