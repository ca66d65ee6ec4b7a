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
function asJson({ layers, deepening }: GrowthPlan) {
  return { layers: layers.map((layer) => ({ ...layer, reason: layer.reason ?? null })), deepening };
}

/** What can be widened, and behind what something can be inserted. */
function planText({ layers, deepening }: GrowthPlan): string {
  const wider = layers.map(({ name, kind, units, widenable, reason, tied }) => [
    name,
    kind,
    String(units),
    widenable ? 'yes' : 'no',
    reason ?? tiedText(tied),
  ]);
  const deeper = deepening.flatMap(({ name, inserts = '', ways: { identity } }) =>
    identity === undefined ? [] : [[name, inserts, identity]],
  );
  const branches = deepening.filter(({ ways }) => ways.residual !== undefined).length;
  return [
    formatTable([['layer', 'kind', 'units', 'wider', ''], ...wider]),
    '\n',
    formatTable([['after', 'identity of', 'and'], ...deeper]),
    `\nResidual branches can be inserted after ${branches} nodes of ${deepening.length}; --json lists them, and reasons.\n`,
  ].join('');
}

/** As many tied layers as are named. */
const named = 2;

function tiedText(tied: readonly string[]): string {
  if (tied.length === 0) return '';
  const more = tied.length > named ? ` and ${tied.length - named} more` : '';
  return `together with ${tied.slice(0, named).join(', ')}${more}`;
}
