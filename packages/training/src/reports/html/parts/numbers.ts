/** Tables of numbers, their best values marked. */

import { html, type Markup } from '../markup.js';
import type { NumberColumn, NumbersPart } from '../report.js';

export function numbersMarkup({ caption, heading, columns, rows }: NumbersPart): Markup {
  const best = columns.map((column, c) =>
    bestOf(
      column,
      rows.map(({ values }) => values[c]),
    ),
  );
  const cell = (value: number | undefined, c: number) =>
    value !== undefined && value === best[c]
      ? html`<td class="best">${numberText(value, columns[c]!)}<span class="unseen"> (best)</span></td>`
      : html`<td>${value === undefined ? '–' : numberText(value, columns[c]!)}</td>`;
  return html`<div class="scroll"><table class="numbers">
${caption === undefined ? undefined : html`<caption>${caption}</caption>\n`}<thead><tr><th scope="col">${heading}</th>${columns.map(columnHead)}</tr></thead>
<tbody>
${rows.map(({ name, values }) => html`<tr><th scope="row">${name}</th>${columns.map((_, c) => cell(values[c], c))}</tr>\n`)}</tbody>
</table></div>
`;
}

function columnHead({ name, unit }: NumberColumn): Markup {
  return html`<th scope="col">${name}${unit === undefined ? undefined : html` <span class="unit">${unit}</span>`}</th>`;
}

/** The best of several values; none where there is nothing to choose. */
function bestOf({ best }: NumberColumn, values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  if (best === undefined || known.length < 2) return undefined;
  const cost = (value: number) =>
    best === 'lowest' ? value : best === 'highest' ? -value : Math.abs(value - best);
  return known.reduce((winner, value) => (cost(value) < cost(winner) ? value : winner));
}

/** A number with so many decimals; without, with the three digits that matter. */
function numberText(value: number, { decimals }: NumberColumn): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const text = decimals === undefined ? String(Number(value.toPrecision(3))) : value.toFixed(decimals);
  return text.replace('-', '−');
}
