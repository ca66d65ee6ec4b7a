/** A comparison as a table for terminals. */

import { type Comparison, comparisonColumns, modelLabels } from '@diopter/training/compare';
import { formatTable } from '../../terminal/table.js';

/** The table, and a line about what it is of. */
export function comparisonText({ models, pictures, size, comparator, taps, heldOut }: Comparison): string {
  const labels = modelLabels(models);
  const columns = comparisonColumns.map(({ name, unit, decimals, of }) =>
    rightAligned([
      unit === undefined ? name : `${name} ${unit}`,
      ...models.map((model) => of(model).toFixed(decimals)),
    ]),
  );
  const rows = ['', ...labels].map((label, row) => [label, ...columns.map((column) => column[row]!)]);
  const seen = heldOut ? '' : ', some of them trained on';
  return `${formatTable(rows)}${pictures} pictures of ${size}x${size} pixels${seen}; features by ${comparator} (${taps.join(', ')})\n`;
}

function rightAligned(cells: readonly string[]): string[] {
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padStart(width));
}
