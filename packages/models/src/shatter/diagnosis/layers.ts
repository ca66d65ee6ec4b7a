/** From the activity of batches to that of layers. */

import type { LayerDiagnosis } from './diagnosis.js';
import type { JudgedNode } from './kinks.js';
import type { MeasuredBatch } from './measured-batch.js';

/** By activation: shares of the examples, and what dies or saturates on the path. */
export function layersFrom(
  nodes: readonly JudgedNode[],
  examples: MeasuredBatch,
  path: readonly MeasuredBatch[],
): LayerDiagnosis[] {
  const points = path.reduce((sum, { count }) => sum + count, 0);
  return nodes.map(({ name, kind, rule }, place) => {
    const { active, coActive } = examples.activity[place]!;
    const all = [...path, examples].map(({ activity }) => activity[place]!.ever);
    const dead = all[0]!.filter((_, channel) => all.every((ever) => ever[channel] === 0)).length;
    const saturated = path.reduce((sum, part) => sum + part.activity[place]!.saturated * part.count, 0);
    return {
      name,
      kind,
      ...(rule.active && { active, coActive }),
      ...(rule.canDie === true && { dead: dead / all[0]!.length }),
      ...(rule.saturated && { saturated: saturated / points }),
    };
  });
}
