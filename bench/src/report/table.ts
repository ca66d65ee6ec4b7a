/** Tables for terminals. */

/** Rows under a header, in columns: the first flush left, the others, which are figures, flush right. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

/** A number with `digits` digits after the point, or a dash for none. */
export function figure(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits);
}

/** A share from 0 to 1 in percent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
