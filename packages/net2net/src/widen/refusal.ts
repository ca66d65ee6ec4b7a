/** Why a layer cannot be widened. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Trace } from '../trace/index.js';
import { closureOf } from './closure.js';
import { growGraph } from './grow-graph.js';

/**
 * Why the units of a layer cannot be copied; `undefined` if they can. A unit may be frozen, or copies may come in an order that some layer
 * cannot read: growing the graph by one copy of each unit shows that.
 */
export function refusalOf(traced: Trace, layer: string): string | undefined {
  const { units: found } = closureOf(traced, traced.labels.get(layer)!);
  for (const unit of found) {
    const reason = traced.units.frozen(unit);
    if (reason !== undefined) return reason;
  }
  const doubled = new Map([...found].map((unit) => [unit, Float64Array.of(0.5, 0.5)] as const));
  try {
    growGraph(traced, doubled);
    return undefined;
  } catch (error) {
    if (error instanceof DiopterError) return error.message;
    throw error;
  }
}
