/** What of the network in a file can grow. */

import { type PlannedLayer, planWidening } from '@diopter/net2net';
import { readModel } from '../model-files/index.js';

/** What can grow. */
export interface GrowthPlan {
  /** Layers that make units, and whether there can be more of these. */
  readonly layers: readonly PlannedLayer[];
}

/**
 * Lists the layers of a network that can be widened, and of the others why not.
 *
 * @throws DiopterError as `readModel`.
 */
export async function planFile(path: string): Promise<GrowthPlan> {
  const { model } = await readModel(path);
  return { layers: planWidening(model.graph) };
}
