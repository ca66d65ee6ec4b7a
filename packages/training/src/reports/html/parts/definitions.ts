/** Names and what they are: short values side by side, long ones below each other. */

import { html, type Markup } from '../markup.js';
import type { DefinitionsPart } from '../report.js';
import { inline } from './text.js';

/** Characters of a value that fit beside others. */
const short = 32;

export function definitionsMarkup({ entries }: DefinitionsPart): Markup {
  const given = Object.entries(entries).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, valueText(value)] as const],
  );
  const layout = given.every(([, text]) => text.length <= short) ? 'compact' : 'wide';
  const items = given.map(([name, text]) => html`<div><dt>${name}</dt><dd>${inline(text)}</dd></div>\n`);
  return html`<dl class="${layout}">\n${items}</dl>\n`;
}

function valueText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(4)))
    : String(value);
}
