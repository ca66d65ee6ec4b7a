/** What `diopter comparator list` does. */

import { type ListedComparator, listComparators } from '@diopter/losses/comparators';
import { formatBytes } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';

/** Prints every comparator that has a name. */
export async function runList({ json }: { json?: true }): Promise<void> {
  const listed = await listComparators();
  process.stdout.write(json ? `${JSON.stringify(listed, null, 2)}\n` : listText(listed));
}

/** What to do about those that are not here. */
const places: Readonly<Record<ListedComparator['where'], string>> = {
  shipped: 'shipped',
  cache: 'in the cache',
  pull: 'to pull',
  make: 'to make',
  missing: 'missing',
};

function listText(listed: readonly ListedComparator[]): string {
  const rows = listed.map(({ name, where, bytes, licence, layers }) => [
    name,
    places[where],
    bytes === undefined ? '?' : formatBytes(bytes),
    licence,
    layers.join(' ') || '?',
  ]);
  return formatTable([['name', 'where', 'size', 'licence', 'layers'], ...rows]);
}
