/** Drawings, side by side where there is room. */

import { html, Markup } from '../markup.js';
import type { ChartsPart } from '../report.js';
import { inline } from './text.js';

export function chartsMarkup({ caption, charts }: ChartsPart): Markup {
  const drawings = charts.map(
    ({ title, svg }) =>
      html`<div>${title === undefined ? undefined : html`<h3>${title}</h3>\n`}${new Markup(svg)}</div>\n`,
  );
  return html`<figure class="charts ${charts.length > 1 ? 'several' : 'single'}">
<div class="drawings">
${drawings}</div>
${caption === undefined ? undefined : html`<figcaption>${inline(caption)}</figcaption>\n`}</figure>
`;
}
