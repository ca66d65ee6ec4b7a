/** A table of measures over seeds. */

import type { Spread } from '@diopter/training/protocols';
import { formatTable } from '../terminal/table.js';

/** A row for each measure, a column for each of what was compared: there are more measures than fit beside each other. */
export function spreadTable(
  heading: string,
  compared: readonly { readonly name: string; readonly measures: Readonly<Record<string, Spread>> }[],
): string {
  const measures = Object.keys(compared[0]?.measures ?? {});
  const rows = measures.map((measure) => [
    measure,
    ...compared.map(({ measures }) => {
      const { mean, deviation } = measures[measure]!;
      return `${shortNumber(mean)} ± ${shortNumber(deviation)}`;
    }),
  ]);
  return formatTable([[heading, ...compared.map(({ name }) => name)], ...rows]);
}

/** Three digits that matter, and never an exponent for numbers that people compare. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return size === 0 || size >= 1e-3 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}
