/** What of the network in a file can grow. */

import { type PlannedDeepening, type PlannedLayer, planDeepening, planWidening } from '@diopter/net2net';
import { readModel } from '../model-files/index.js';

/** What can grow. */
export interface GrowthPlan {
  /** Layers that make units, and whether there can be more of these. */
  readonly layers: readonly PlannedLayer[];
  /** Nodes, and what can be inserted after them. */
  readonly deepening: readonly PlannedDeepening[];
}

/**
 * Lists the layers of a network that can be widened and the nodes after which layers can be inserted, and of the others why not.
 *
 * @throws DiopterError as `readModel`.
 */
export async function planFile(path: string): Promise<GrowthPlan> {
  const { model } = await readModel(path);
  return { layers: planWidening(model.graph), deepening: planDeepening(model.graph) };
}
