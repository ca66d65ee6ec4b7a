/** Which layers of a network are other than before. */

import type { Graph } from '@diopter/core-tensor/graph';
import { planWidening } from '@diopter/net2net';

/** A layer that makes units, and how many. */
export interface LayerChange {
  readonly name: string;
  readonly kind: string;
  /** `null` for a layer that was not there. */
  readonly before: number | null;
  readonly after: number;
}

/** The layers that are new or make another number of units, in the order in which they are computed. */
export function layerChanges(before: Graph, after: Graph): readonly LayerChange[] {
  const units = new Map(planWidening(before).map(({ name, units }) => [name, units]));
  return planWidening(after)
    .map(({ name, kind, units: count }) => ({ name, kind, before: units.get(name) ?? null, after: count }))
    .filter(({ before, after }) => before !== after);
}
