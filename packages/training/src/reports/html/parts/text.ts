/** Paragraphs. */

import { html, type Insertion, type Markup } from '../markup.js';
import type { TextPart } from '../report.js';

export function textMarkup({ text }: TextPart): Markup {
  return html`${text.split(/\n\s*\n/).map((paragraph) => html`<p>${inline(paragraph)}</p>\n`)}`;
}

/** A text in which words between backticks are code. */
export function inline(text: string): Insertion {
  return text.split('`').map((piece, i) => (i % 2 === 0 ? piece : html`<code>${piece}</code>`));
}
