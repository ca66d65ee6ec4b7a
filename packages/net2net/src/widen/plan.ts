/** What of a network can be widened. */

import type { Graph } from '@diopter/core-tensor/graph';
import { ruleOf } from '../rules/index.js';
import { type Trace, trace } from '../trace/index.js';
import { closureOf } from './closure.js';
import { refusalOf } from './refusal.js';

/** A layer that makes units. */
export interface PlannedLayer {
  readonly name: string;
  readonly kind: string;
  /** How many it makes. */
  readonly units: number;
  readonly widenable: boolean;
  /** Why not. */
  readonly reason?: string;
  /** Layers whose units are the same, or must grow in proportion: they are widened together. */
  readonly tied: readonly string[];
}

/**
 * Lists the layers of a graph that make units of their own, and whether copies can be made of these.
 *
 * @throws DiopterError as `validateGraph`.
 */
export function planWidening(graph: Graph): readonly PlannedLayer[] {
  return plannedLayers(trace(graph));
}

/** The same of a graph that is traced. */
export function plannedLayers(traced: Trace): readonly PlannedLayer[] {
  const makers = traced.nodes.flatMap(({ name, layer }) => {
    const count = ruleOf(layer).widens?.(layer);
    return count === undefined ? [] : [{ name, kind: layer.kind, count }];
  });
  const closures = new Map(
    makers.map(({ name }) => [name, closureOf(traced, traced.labels.get(name)!).units] as const),
  );
  return makers.map(({ name, kind, count }) => {
    const reason = refusalOf(traced, name);
    const own = closures.get(name)!;
    const tied = makers
      .filter((other) => other.name !== name && [...closures.get(other.name)!].some((unit) => own.has(unit)))
      .map((other) => other.name);
    return {
      name,
      kind,
      units: count,
      widenable: reason === undefined,
      ...(reason !== undefined && { reason }),
      tied,
    };
  });
}
