/** From counts of active units to what is said of layers. */

import type { LayerDiagnosis } from './diagnosis.js';
import type { JudgedNode } from './kinks.js';
import type { ActivityCounts, MeasuredExamples } from './measured-examples.js';

/** By activation: shares of the examples, and what dies or saturates on the path. */
export function layersFrom(
  nodes: readonly JudgedNode[],
  examples: MeasuredExamples,
  path: MeasuredExamples,
): LayerDiagnosis[] {
  return nodes.map(({ name, kind, rule }, place) => {
    const [own, passed] = [examples.activity[place]!, path.activity[place]!];
    return {
      name,
      kind,
      ...(rule.active && sharesOf(own, examples.count)),
      ...(rule.canDie === true && { dead: deadShare([own, passed]) }),
      ...(rule.saturated && { saturated: passed.saturated / path.count }),
    };
  });
}

function sharesOf(
  counts: ActivityCounts,
  count: number,
): Pick<LayerDiagnosis, 'active' | 'coActive' | 'alike'> {
  const [active, coActive] = [activeShare(counts, count), coActiveShare(counts, count)];
  const room = active - active ** 2;
  return { active, coActive, ...(room > 0 && { alike: (coActive - active ** 2) / room }) };
}

function activeShare({ active }: ActivityCounts, count: number): number {
  return active.reduce((sum, times) => sum + times, 0) / (active.length * count);
}

/** Of all pairs of examples: `n (n - 1)` of them make a unit active together that `n` make active. */
function coActiveShare({ active }: ActivityCounts, count: number): number {
  const pairs = active.reduce((sum, times) => sum + times * (times - 1), 0);
  return pairs / (active.length * count * (count - 1));
}

/** Channels without an active unit in any of the counts. */
function deadShare(counts: readonly ActivityCounts[]): number {
  const { channels } = counts[0]!;
  const alive = new Set<number>();
  for (const { active } of counts) {
    for (const [unit, times] of active.entries()) if (times > 0) alive.add(unit % channels);
  }
  return 1 - alive.size / channels;
}
