/** Matrices as coloured squares, as SVG drawings. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { indexedPng } from './indexed-png.js';
import { svgDocument } from './svg-document.js';
import { themes } from './theme.js';
import { ticksOf, tickText, wholeTicks } from './ticks.js';

/** How {@link heatMap} draws. */
export interface HeatMapOptions {
  /** Stands above the drawing. */
  readonly title?: string;
  /** What the drawing shows, for those who do not see it. */
  readonly description?: string;
  /** What the numbers are; stands beside the bar of colours. */
  readonly label?: string;
  /** What columns and rows count; rows and columns from 0 on. */
  readonly x?: string;
  readonly y?: string;
  /** The numbers of the first and the last colour: all numbers if nobody says. Numbers outside have the colour at the edge. */
  readonly domain?: readonly [number, number];
  /** `viridis` for sizes; `rdbu`, white in the middle, for numbers with a sign. */
  readonly scheme?: 'viridis' | 'rdbu';
  /** Of the longer side of the matrix, in units of the drawing. */
  readonly side?: number;
  /** Whether there is a bar that says which colour is which number. */
  readonly legend?: boolean;
  /** `page` for a chart inside an HTML report: its colours follow the page's. */
  readonly theme?: keyof typeof themes;
}

const margin = { left: 48, plain: 12, named: 40, legend: 76, top: 12, titled: 34 } as const;
const bar = { gap: 14, width: 14 } as const;
const colours = 256;
/** Of the longer side of the picture at least, so that cells keep their edges where pictures are smoothed. */
const pixels = 768;

/**
 * A matrix, each of its numbers a coloured rectangle; the first row is at the top.
 *
 * @returns an SVG document, with the matrix as a picture inside: a matrix of 256 x 256 takes some 50 kB.
 * @throws DiopterError `invalid-data` for an empty matrix or numbers that are not finite, `shape-mismatch` for rows of different lengths.
 * @example
 * heatMap(gradientCovariance(gradients), { title: 'Covariance of gradients', x: 'point', y: 'point', label: '|covariance|' });
 */
export function heatMap(
  matrix: readonly ArrayLike<number>[],
  {
    title,
    description,
    label,
    x,
    y,
    domain,
    scheme = 'viridis',
    side = 400,
    legend = true,
    theme = 'paper',
  }: HeatMapOptions = {},
): string {
  const [rows, columns] = sizeOf(matrix);
  const [low, high] = domain ?? extentOf(matrix);
  const palette = paletteOf(scheme);
  const unit = side / Math.max(rows, columns);
  const size = { width: unit * columns, height: unit * rows };
  const { fontFamily, background, muted } = themes[theme];
  const room = {
    marginLeft: margin.left,
    marginRight: legend ? margin.legend : margin.plain,
    marginTop: title === undefined ? margin.top : margin.titled,
    marginBottom: x === undefined ? margin.plain + 12 : margin.named,
  };
  const frame = {
    document: parseHTML('<html></html>').document,
    className: 'chart',
    style: { fontFamily, background },
    ...room,
    height: room.marginTop + size.height + room.marginBottom,
  };
  const axis = { labelArrow: 'none', labelAnchor: 'center', tickFormat: tickText } as const;
  const picture = indexedPng(
    indicesOf(matrix, low, high),
    columns,
    palette,
    Math.ceil(pixels / Math.max(rows, columns)),
  );
  const drawing = Plot.plot({
    ...frame,
    width: room.marginLeft + size.width + room.marginRight,
    x: { ...axis, domain: [0, columns], ticks: wholeTicks([0, columns]), label: x ?? null },
    y: { ...axis, domain: [rows, 0], ticks: wholeTicks([0, rows]), label: y ?? null },
    marks: [
      filling(picture, size),
      Plot.frame({ stroke: muted, strokeOpacity: 0.4 }),
      ...(title === undefined
        ? []
        : [Plot.text([title], { frameAnchor: 'top-left', dy: -20, fontSize: 13, fontWeight: 600 })]),
    ],
  });
  const left = room.marginLeft + size.width;
  if (legend) drawing.append(legendOf(palette, [low, high], { ...frame, left, label: label ?? null }));
  return svgDocument(drawing, description ?? title);
}

/** The bar of colours, as a drawing inside the drawing. */
function legendOf(
  palette: ReturnType<typeof paletteOf>,
  [low, high]: readonly [number, number],
  { left, label, ...frame }: Plot.PlotOptions & { readonly left: number; readonly label: string | null },
) {
  // The last colour is at the top.
  const steps = Uint8Array.from({ length: colours }, (_, i) => colours - 1 - i);
  const height = frame.height! - frame.marginTop! - frame.marginBottom!;
  const drawing = Plot.plot({
    ...frame,
    style: { background: 'none' },
    width: margin.legend,
    marginLeft: bar.gap,
    marginRight: margin.legend - bar.gap - bar.width,
    x: { axis: null, domain: [0, 1] },
    y: {
      domain: [low, high],
      axis: 'right',
      label,
      labelArrow: 'none',
      labelAnchor: 'center',
      ticks: ticksOf('linear', [low, high]),
      tickFormat: tickText,
    },
    marks: [filling(indexedPng(steps, 1, palette), { width: bar.width, height })],
  });
  drawing.setAttribute('x', String(left));
  return drawing;
}

/** A picture over the whole frame, its pixels as rectangles with sharp edges. */
function filling(
  src: string,
  { width, height }: { readonly width: number; readonly height: number },
): Plot.Markish {
  return Plot.image([src], {
    src: (address: string) => address,
    frameAnchor: 'middle',
    width,
    height,
    preserveAspectRatio: 'none',
    imageRendering: 'optimizeSpeed',
  });
}

function sizeOf(matrix: readonly ArrayLike<number>[]): [rows: number, columns: number] {
  const where = 'heatMap, argument matrix';
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new DiopterError('invalid-data', { what: 'there is nothing to draw', where });
  if (matrix.some(({ length }) => length !== columns)) {
    throw new DiopterError('shape-mismatch', { what: 'the rows have different lengths', where });
  }
  if (matrix.every((row) => Array.from(row).every(Number.isFinite))) return [matrix.length, columns];
  throw new DiopterError('invalid-data', { what: 'a number is not finite', where });
}

/** The smallest and the largest number; some room where all are alike. */
function extentOf(matrix: readonly ArrayLike<number>[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of matrix) {
    for (const value of Array.from(row)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return low === high ? [low, low + 1] : [low, high];
}

/** Of every number the index of its colour. */
function indicesOf(matrix: readonly ArrayLike<number>[], low: number, high: number): Uint8Array {
  return Uint8Array.from(
    matrix.flatMap((row) =>
      Array.from(row, (value) => {
        const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
        return Math.round(share * (colours - 1));
      }),
    ),
  );
}

function paletteOf(scheme: 'viridis' | 'rdbu'): [number, number, number][] {
  const scale = Plot.scale({ color: { type: 'linear', domain: [0, colours - 1], scheme } });
  return Array.from({ length: colours }, (_, i) => channelsOf(scale.apply(i) as string));
}

/** Red, green and blue of `#440154` or `rgb(68, 1, 84)`. */
function channelsOf(colour: string): [number, number, number] {
  const numbers = colour.startsWith('#')
    ? (colour.match(/[0-9a-f]{2}/g) ?? []).map((digits) => Number.parseInt(digits, 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  return numbers.slice(0, 3) as [number, number, number];
}
