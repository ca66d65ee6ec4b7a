/** Charts of points in a plane, as SVG drawings. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { ChartPoint } from './line-chart.js';
import { svgDocument } from './svg-document.js';
import { categoryColours, themes } from './theme.js';
import { ticksOf, tickText } from './ticks.js';

/** Points under one name and in one colour. */
export interface ScatterGroup {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** How {@link scatterChart} draws. */
export interface ScatterChartOptions {
  /** Stands above the drawing. */
  readonly title?: string;
  /** What the drawing shows, for those who do not see it. */
  readonly description?: string;
  /** Curves in the background: where the points should be. A closed one repeats its first point. */
  readonly outlines?: readonly (readonly ChartPoint[])[];
  /** What both axes span; all points and outlines if nobody says. Points outside are drawn at the edge. */
  readonly domain?: readonly [number, number];
  /** Of the square that is drawn in, without names and numbers, in units of the drawing. */
  readonly side?: number;
  /** Whether the names of the groups stand at the right. */
  readonly legend?: boolean;
  /** Radius of a point. */
  readonly radius?: number;
}

const margin = { left: 44, bottom: 28, top: 12, titled: 30, plain: 12, legend: 72 } as const;
const legendLine = 18;

/**
 * Points in a plane whose axes have the same scale, each group in a colour of its own.
 *
 * @returns an SVG document.
 * @throws DiopterError `invalid-data` if there is nothing to draw, or a point that is not finite.
 * @example
 * scatterChart([{ name: '7', points: [{ x: 0, y: 1 }] }], { domain: [-3, 3] });
 */
export function scatterChart(
  groups: readonly ScatterGroup[],
  {
    title,
    description,
    outlines = [],
    domain,
    side = 420,
    legend = true,
    radius = 1.6,
  }: ScatterChartOptions = {},
): string {
  const all = [...groups.flatMap(({ points }) => points), ...outlines.flat()];
  const [low, high] = domain ?? extentOf(all);
  const theme = themes.paper;
  const top = title === undefined ? margin.top : margin.titled;
  const right = legend ? margin.legend : margin.plain;
  const within = (value: number) => Math.min(Math.max(value, low), high);
  const dots = groups.flatMap(({ points }, i) =>
    points.map(({ x, y }) => ({ x: within(x), y: within(y), colour: colourOf(i) })),
  );
  const axis = {
    domain: [low, high],
    label: null,
    tickFormat: tickText,
    ticks: ticksOf('linear', [low, high]),
  };
  const drawing = Plot.plot({
    document: parseHTML('<html></html>').document,
    className: 'chart',
    width: margin.left + side + right,
    height: top + side + margin.bottom,
    marginLeft: margin.left,
    marginRight: right,
    marginTop: top,
    marginBottom: margin.bottom,
    style: { fontFamily: theme.fontFamily, background: theme.background },
    x: axis,
    y: axis,
    marks: [
      Plot.frame({ stroke: theme.muted, strokeOpacity: 0.4 }),
      ...outlines.map((outline) =>
        Plot.line(outline, { x: 'x', y: 'y', stroke: theme.muted, strokeWidth: 1, strokeOpacity: 0.8 }),
      ),
      // In an order that no group is on top of another as a whole: points of a batch are shuffled already, groups are not.
      Plot.dot(interleaved(dots, groups.length), {
        x: 'x',
        y: 'y',
        fill: 'colour',
        r: radius,
        fillOpacity: 0.6,
      }),
      ...(title === undefined
        ? []
        : [Plot.text([title], { frameAnchor: 'top-left', dy: -18, fontSize: 13, fontWeight: 600 })]),
      ...(legend ? legendMarks(groups) : []),
    ],
  });
  return svgDocument(drawing, description);
}

/** Of as many groups as there are digits; beyond that colours come again. */
function colourOf(group: number): string {
  return categoryColours[group % categoryColours.length]!;
}

function legendMarks(groups: readonly ScatterGroup[]): Plot.Markish[] {
  return groups.flatMap(({ name }, i) => {
    const place = { frameAnchor: 'top-right', dy: 8 + i * legendLine, fill: colourOf(i) } as const;
    return [
      Plot.dot([name], { ...place, dx: 16, r: 4 }),
      Plot.text([name], { ...place, dx: 26, textAnchor: 'start', fontSize: 12, fontWeight: 600 }),
    ];
  });
}

/** The same dots, but those of one group far from each other. */
function interleaved<Dot>(dots: readonly Dot[], groups: number): Dot[] {
  const stride = Math.max(Math.ceil(dots.length / Math.max(groups, 1)), 1);
  return dots
    .map((dot, i) => ({ dot, place: (i % stride) * groups + Math.floor(i / stride) }))
    .sort((a, b) => a.place - b.place)
    .map(({ dot }) => dot);
}

/** What both axes must span. */
function extentOf(points: readonly ChartPoint[]): [number, number] {
  const values = points.flatMap(({ x, y }) => [x, y]);
  if (values.length === 0 || !values.every(Number.isFinite)) {
    throw new DiopterError('invalid-data', {
      what: values.length === 0 ? 'there is nothing to draw' : 'a point is not finite',
      where: 'scatterChart',
    });
  }
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least!, value), Math.max(most!, value)],
    [values[0]!, values[0]!],
  ) as [number, number];
  const room = 0.04 * (high - low) || 1;
  return [low - room, high + room];
}
