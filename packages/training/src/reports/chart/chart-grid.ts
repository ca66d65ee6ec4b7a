/** Several charts as one drawing: rows and columns of panels with titles. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { DOMParser } from 'linkedom';
import { html, Markup } from '../html/markup.js';
import { themes } from './theme.js';

/** One chart of a grid. */
export interface ChartPanel {
  /** Stands above the chart. */
  readonly title?: string;
  /** What one of the functions that draw charts has made, in the theme of the grid. */
  readonly svg: string;
}

/** How {@link chartGrid} arranges charts. */
export interface ChartGridOptions {
  /** Charts beside each other. */
  readonly columns?: number;
  /** Between charts, in units of the drawing. */
  readonly gap?: number;
  /** One line below the charts: what all of them have in common. */
  readonly note?: string;
  /** What the drawing shows, for those who do not see it. */
  readonly description?: string;
  /** `page` for a drawing inside an HTML report, of charts that are of this theme too. */
  readonly theme?: keyof typeof themes;
}

/** A chart, taken apart. */
interface Part {
  readonly title: string | undefined;
  readonly width: number;
  readonly height: number;
  /** Those of its root that what is inside inherits. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly style: string;
  readonly content: string;
}

const titleHeight = 22;
const noteHeight = 26;
/** Where a title begins: above the frame of most charts. */
const titleLeft = 8;
/** Attributes that only a document of its own has. */
const own: readonly string[] = [
  'xmlns',
  'xmlns:xlink',
  'class',
  'width',
  'height',
  'viewBox',
  'role',
  'aria-label',
];

/**
 * Charts in rows, from left to right; a column is as wide as its widest chart, a row as high as its highest. The charts become groups of
 * one document, so that renderers and style sheets need not know documents inside documents.
 *
 * @returns an SVG document.
 * @throws DiopterError `invalid-data` if there are no charts, or one that is no SVG document with a size.
 * @example
 * chartGrid([{ title: 'before', svg: lineChart(before) }, { title: 'after', svg: lineChart(after) }]);
 */
export function chartGrid(
  panels: readonly ChartPanel[],
  { columns = 2, gap = 12, note, description, theme = 'paper' }: ChartGridOptions = {},
): string {
  if (panels.length === 0) {
    throw new DiopterError('invalid-data', { what: 'there are no charts', where: 'chartGrid' });
  }
  const parts = panels.map(partOf);
  const rows = Array.from({ length: Math.ceil(parts.length / columns) }, (_, row) =>
    parts.slice(row * columns, (row + 1) * columns),
  );
  const widths = Array.from({ length: Math.min(columns, parts.length) }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.width ?? 0)),
  );
  const heights = rows.map((row) => titleRoom(row) + Math.max(...row.map(({ height }) => height)));
  const placed = rows.flatMap((row, i) =>
    row.map((part, column) =>
      group(part, {
        x: startOf(column, widths, gap),
        y: startOf(i, heights, gap),
        titled: titleRoom(row),
        // Charts end at the right of their column: what differs most is the room for numbers at their left.
        shift: widths[column]! - part.width,
      }),
    ),
  );
  const width = startOf(widths.length, widths, gap) - gap;
  const charts = startOf(heights.length, heights, gap) - gap;
  const height = charts + (note === undefined ? 0 : noteHeight);
  const { background, fontFamily, muted } = themes[theme];
  const remark =
    note === undefined
      ? undefined
      : html`<text x="${titleLeft}" y="${charts + 16}" font-size="11" fill="${muted}">${note}</text>\n`;
  const label = description === undefined ? undefined : html` role="img" aria-label="${description}"`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart" fill="currentColor" font-family="${fontFamily}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"${label}>
${new Markup(parts[0]!.style)}
<rect width="${width}" height="${height}" fill="${background}"></rect>
${placed}${remark}</svg>
`.toString();
}

/** Where the row or column of a number starts. */
function startOf(place: number, sizes: readonly number[], gap: number): number {
  return sizes.slice(0, place).reduce((sum, size) => sum + size + gap, 0);
}

function titleRoom(row: readonly Part[]): number {
  return row.some(({ title }) => title !== undefined) ? titleHeight : 0;
}

function group(
  { title, attributes, content }: Part,
  { x, y, titled, shift }: Readonly<Record<'x' | 'y' | 'titled' | 'shift', number>>,
): Markup {
  const heading =
    title === undefined
      ? undefined
      : html`<text x="${x + titleLeft}" y="${y + 16}" font-size="13" font-weight="600">${title}</text>\n`;
  const inherited = attributes.map(({ name, value }) => html` ${name}="${value}"`);
  return html`${heading}<g transform="translate(${x + shift},${y + titled})"${inherited}>${new Markup(content)}</g>\n`;
}

function partOf({ title, svg }: ChartPanel): Part {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const [width, height] = ['width', 'height'].map((name) => Number(root?.getAttribute(name) ?? Number.NaN));
  if (root?.tagName !== 'svg' || !(width! > 0 && height! > 0)) {
    throw new DiopterError('invalid-data', {
      what: 'a chart is no SVG document with a width and a height',
      where: 'chartGrid',
    });
  }
  const style = root.querySelector('style');
  style?.remove();
  return {
    title,
    width: width!,
    height: height!,
    attributes: [...root.attributes].filter(({ name }) => !own.includes(name)),
    style: style?.outerHTML ?? '',
    content: root.innerHTML,
  };
}
