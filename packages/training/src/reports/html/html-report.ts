/** Reports as one HTML file, with everything inside. */

import { html, Markup } from './markup.js';
import { partMarkup } from './parts/index.js';
import { inline } from './parts/text.js';
import type { Report, ReportSection } from './report.js';
import { script } from './script.js';
import { style } from './style.js';

/** Browsers are told what the file promises: nothing is ever fetched. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A report as an HTML document that needs nothing else: pictures and drawings are inside, and the fonts are those of the
 * reader. It follows the reader's choice of light or dark, can be printed, and can be read without its script.
 *
 * @throws DiopterError as `encodePng`, for pictures that are none.
 * @example
 * await htmlReport({
 *   title: 'Two models',
 *   sections: [{
 *     title: 'Errors',
 *     parts: [{ kind: 'numbers', heading: 'model', columns: [{ name: 'PSNR', unit: 'dB', best: 'highest' }],
 *       rows: [{ name: 'l2', values: [21.3] }, { name: 'deepsim', values: [19.8] }] }],
 *   }],
 * });
 */
export async function htmlReport({ title, lead, sections }: Report): Promise<string> {
  const body = await Promise.all(sections.map(sectionMarkup));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="Diopter">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${lead === undefined ? undefined : html`<p class="lead">${inline(lead)}</p>\n`}</header>
<main>
${body}</main>
<dialog aria-label="enlarged pictures"></dialog>
<script>${new Markup(script)}</script>
</body>
</html>
`.toString();
}

async function sectionMarkup({ title, parts }: ReportSection): Promise<Markup> {
  const content = await Promise.all(parts.map(partMarkup));
  return html`<section>\n<h2>${title}</h2>\n${content}</section>\n`;
}
