/** Metrics as comma-separated values, for spreadsheets. */

import type { MetricsRow } from './metrics-row.js';

/** One line of names, `step` first, then one line per row; a cell is empty where a row has no such metric or it is NaN. */
export function metricsToCsv(rows: readonly MetricsRow[]): string {
  const names = [...new Set(['step', ...rows.flatMap((row) => Object.keys(row))])];
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return [names.map(quoted).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}

/** As RFC 4180 has it. */
function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
