/** What of a network can be widened. */

import type { Graph } from '@diopter/core-tensor/graph';
import { ruleOf } from '../rules/index.js';
import { type Trace, trace } from '../trace/index.js';
import { refusalOf } from './copies.js';

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
  const rootsOf = (name: string) =>
    new Set(Array.from(traced.labels.get(name)!, (unit) => traced.units.root(unit)));
  const roots = new Map(makers.map(({ name }) => [name, rootsOf(name)]));
  return makers.map(({ name, kind, count }) => {
    const reason = refusalOf(traced, name);
    const own = roots.get(name)!;
    const tied = makers
      .filter((other) => other.name !== name && [...roots.get(other.name)!].some((unit) => own.has(unit)))
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
