/** What `diopter net2net plan` does. */

import { type GrowthPlan, planFile } from '@diopter/training/growth';
import { formatTable } from '../../terminal/table.js';
import type { PlanFlags } from './net2net.js';

/** Prints what can grow. */
export async function runPlan(model: string, { json }: PlanFlags): Promise<void> {
  const plan = await planFile(model);
  process.stdout.write(json ? `${JSON.stringify(asJson(plan), null, 2)}\n` : planText(plan));
}

/** With a reason for every layer: `null` where there is none. */
function asJson({ layers }: GrowthPlan) {
  return { layers: layers.map((layer) => ({ ...layer, reason: layer.reason ?? null })) };
}

function planText({ layers }: GrowthPlan): string {
  const rows = layers.map(({ name, kind, units, widenable, reason, tied }) => [
    name,
    kind,
    String(units),
    widenable ? 'yes' : 'no',
    reason ?? (tied.length > 0 ? `together with ${tied.join(', ')}` : ''),
  ]);
  return formatTable([['layer', 'kind', 'units', 'widenable', ''], ...rows]);
}
