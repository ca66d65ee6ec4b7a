/** Names of layers that people mistype. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';

/** As many names as an error suggests. */
const suggestions = 3;

/**
 * Checks that a layer can be meant.
 *
 * @param names of those that can be.
 * @throws DiopterError `invalid-argument` naming those that are spelt nearly so.
 */
export function assertLayerName(
  name: string,
  names: readonly string[],
  { graph: { nodes }, option }: { readonly graph: Graph; readonly option: string },
): void {
  if (names.includes(name)) return;
  const kind = Object.hasOwn(nodes, name) ? nodes[name]!.layer.kind : undefined;
  throw new DiopterError('invalid-argument', {
    what:
      kind === undefined
        ? `there is no layer "${name}"`
        : `"${name}" is of the kind ${kind}, which makes no units of its own`,
    where: `option ${option}`,
    help: `is it ${nearNames(name, names).join(', ')}? "diopter net2net plan" lists them all`,
  });
}

/** The names that the name is a part of, then those that need the fewest changes of letters. */
export function nearNames(name: string, names: readonly string[]): readonly string[] {
  return names
    .map((other) => ({ other, lacks: Number(!other.includes(name)), changes: changesBetween(name, other) }))
    .sort((a, b) => a.lacks - b.lacks || a.changes - b.changes)
    .slice(0, suggestions)
    .map(({ other }) => other);
}

/** How many letters must be put in, left out or exchanged (Levenshtein 1966). */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(exchanged, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
