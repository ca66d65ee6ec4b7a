/** One row of a metrics file: the numbers of one training step. */

/**
 * The number of completed steps, and metrics by name. Those of a validation have names that start with
 * {@link validationPrefix}. NaN stands for every number that is not finite.
 */
export type MetricsRow = { readonly step: number; readonly [metric: string]: number };

/** What the names of validation metrics start with. */
export const validationPrefix = 'validation.';

/** The row as one line of JSON, without the line break. */
export function formatRow(row: MetricsRow): string {
  return JSON.stringify(row);
}

/** The inverse of {@link formatRow}; `undefined` for a text that is no row. JSON has `null` for what is not finite. */
export function parseRow(line: string): MetricsRow | undefined {
  const parsed = parseJson(line);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const metrics = Object.entries(parsed).map(
    ([name, value]) => [name, value === null ? Number.NaN : value] as const,
  );
  if (!metrics.every(([, value]) => typeof value === 'number')) return undefined;
  const row = Object.fromEntries(metrics);
  return Number.isInteger(row.step) ? (row as MetricsRow) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
