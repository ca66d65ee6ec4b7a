/** Charts of curves, as SVG drawings. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { spread } from '../spread.js';
import { svgDocument } from './svg-document.js';
import { type ChartTheme, themes } from './theme.js';
import { ticksOf, tickText } from './ticks.js';

/** A point of a chart. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** What lies between two values. */
export interface ChartRange {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** What a chart shows under one name and in one colour. At least one of the lists has points. */
export interface ChartSeries {
  /** Stands at the end of the curve. */
  readonly name: string;
  readonly line?: readonly ChartPoint[];
  /** A second line, which stays in the background: what was measured, where `line` is smoothed. */
  readonly faint?: readonly ChartPoint[];
  readonly dots?: readonly ChartPoint[];
  /** Vertical bars, such as a deviation up and down from each dot. */
  readonly ranges?: readonly ChartRange[];
  readonly dashed?: boolean;
}

/** One axis of a chart. */
export interface ChartAxis {
  readonly label?: string;
  /** `log` only if all values are positive. */
  readonly scale?: 'linear' | 'log';
  /** What the axis spans; all values if nobody says. */
  readonly domain?: readonly [number, number];
  /** The values that are written beside the axis. */
  readonly ticks?: readonly number[];
}

/** A straight line across the chart, at a value that matters. */
export interface ChartRule {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label?: string;
}

/** How {@link lineChart} draws. */
export interface LineChartOptions {
  /** What the drawing shows, for those who do not see it. */
  readonly description?: string;
  readonly x?: ChartAxis;
  readonly y?: ChartAxis;
  readonly rules?: readonly ChartRule[];
  /** In units of the drawing. */
  readonly width?: number;
  readonly height?: number;
  /** What is kept free for the names at the right; as much as they need if nobody says. */
  readonly marginRight?: number;
  /** `page` for a chart inside an HTML report: its colours follow the page's. */
  readonly theme?: keyof typeof themes;
}

/** A series and its colour. */
type Drawn = Required<ChartSeries> & { readonly colour: string };

const lineHeight = 15;
/** What is kept free for the numbers at the left. */
export const chartMarginLeft = 56;

/** Units of a drawing that names at its right need: fonts differ, so it is rather more than less. */
export function roomForNames(names: readonly string[]): number {
  return 16 + 7.5 * Math.max(...names.map((name) => name.length));
}

/**
 * A chart of curves, each with its name at its end.
 *
 * @returns an SVG document.
 * @throws DiopterError `invalid-data` if there is nothing to draw, or nothing positive for a logarithmic axis.
 * @example
 * lineChart([{ name: 'square', line: [1, 2, 3].map((x) => ({ x, y: x * x })) }], { y: { scale: 'log' } });
 */
export function lineChart(series: readonly ChartSeries[], options: LineChartOptions = {}): string {
  const { x = {}, y = {}, rules = [], width = 720, height = 400, description } = options;
  const theme = themes[options.theme ?? 'paper'];
  const drawn = series.flatMap((each, i) => drawnOf(each, theme.colours[i % theme.colours.length]!));
  const points = drawn.flatMap(pointsOf);
  assertDrawable(points, { x, y });
  const inside = rules.filter(({ axis, at }) => isWithin(at, axis === 'x' ? x : y, points, axis));
  const frame: Plot.PlotOptions = {
    marginTop: y.label === undefined ? 12 : 34,
    marginBottom: x.label === undefined ? 24 : 40,
    marginLeft: chartMarginLeft,
    className: 'chart',
    document: parseHTML('<html></html>').document,
    width,
    height,
    marginRight: options.marginRight ?? roomForNames(series.map(({ name }) => name)),
    style: { fontFamily: theme.fontFamily, background: theme.background },
    x: {
      ...axisOptions(
        x,
        points.map((point) => point.x),
      ),
      labelAnchor: 'center',
    },
    y: {
      ...axisOptions(
        y,
        points.map((point) => point.y),
      ),
      grid: true,
    },
  };
  const marks = [
    ...inside.map((rule) => ruleMarks(rule, theme)),
    ...drawn.map((each) => curveMarks(each, theme)),
  ].flat();
  const plain = Plot.plot({ ...frame, marks });
  const labels = nameMarks(drawn, plain.scale('y')!);
  return svgDocument(Plot.plot({ ...frame, marks: [...marks, ...labels] }), description);
}

/** Nothing for a series without points. */
function drawnOf(
  { name, line = [], faint = [], dots = [], ranges = [], dashed = false }: ChartSeries,
  colour: string,
): Drawn[] {
  const drawn: Drawn = { name, line, faint, dots, ranges, dashed, colour };
  return pointsOf(drawn).length === 0 ? [] : [drawn];
}

function pointsOf({ line, faint, dots, ranges }: Drawn): ChartPoint[] {
  const ends = ranges.flatMap(({ x, low, high }) => [low, high].map((y) => ({ x, y })));
  return [...faint, ...line, ...dots, ...ends];
}

function assertDrawable(
  points: readonly ChartPoint[],
  axes: { readonly x: ChartAxis; readonly y: ChartAxis },
): void {
  const where = 'lineChart';
  if (points.length === 0)
    throw new DiopterError('invalid-data', { what: 'there is nothing to draw', where });
  for (const axis of ['x', 'y'] as const) {
    if (axes[axis].scale !== 'log' || points.every((point) => point[axis] > 0)) continue;
    throw new DiopterError('invalid-data', { what: `a logarithmic ${axis} axis has no place for 0`, where });
  }
}

function isWithin(
  at: number,
  { domain }: ChartAxis,
  points: readonly ChartPoint[],
  axis: 'x' | 'y',
): boolean {
  const [low, high] = domain ?? extent(points.map((point) => point[axis]));
  return at >= low && at <= high;
}

function axisOptions({ label, scale = 'linear', domain, ticks }: ChartAxis, values: readonly number[]) {
  return {
    type: scale,
    label: label ?? null,
    labelArrow: 'none' as const,
    tickFormat: tickText,
    ticks: [...(ticks ?? ticksOf(scale, domain ?? extent(values)))],
    ...(domain && { domain: [...domain], clamp: true }),
  };
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function ruleMarks({ axis, at, label }: ChartRule, { muted }: ChartTheme): Plot.Markish[] {
  const style = { stroke: muted, strokeWidth: 1, strokeDasharray: '3,3' };
  const text = { text: [label ?? ''], fill: muted, fontSize: 10 };
  return axis === 'y'
    ? [
        Plot.ruleY([at], style),
        Plot.text([at], { ...text, y: [at], frameAnchor: 'right', textAnchor: 'end', dx: -4, dy: -7 }),
      ]
    : [
        Plot.ruleX([at], style),
        Plot.text([at], { ...text, x: [at], frameAnchor: 'top', textAnchor: 'end', dx: -4, dy: 7 }),
      ];
}

function curveMarks(
  { line, faint, dots, ranges, dashed, colour }: Drawn,
  { halo }: ChartTheme,
): Plot.Markish[] {
  const at = { x: 'x', y: 'y' };
  const dash = dashed ? { strokeDasharray: '5,3' } : {};
  return [
    Plot.line(faint, { ...at, stroke: colour, strokeWidth: 1, strokeOpacity: 0.25 }),
    Plot.line(line, { ...at, ...dash, stroke: colour, strokeWidth: 2 }),
    Plot.ruleX(ranges, {
      x: 'x',
      y1: 'low',
      y2: 'high',
      stroke: colour,
      strokeWidth: 1.5,
      strokeOpacity: 0.6,
    }),
    Plot.dot(dots, { ...at, fill: colour, stroke: halo, strokeWidth: 1, r: 3.5 }),
  ];
}

/** The names, moved up or down as far as they must be to stay clear of each other. */
function nameMarks(series: readonly Drawn[], y: Plot.Scale): Plot.Markish[] {
  const ends = series.map(
    ({ line, dots, faint, ranges }) =>
      [line, dots, faint, ranges.map(({ x, low, high }) => ({ x, y: (low + high) / 2 }))]
        .find((list) => list.length > 0)!
        .at(-1)!,
  );
  const wanted = ends.map((end) => y.apply(end.y) as number);
  const placed = spread(wanted, lineHeight);
  return series.map(({ name, colour }, i) =>
    Plot.text([ends[i]!], {
      x: 'x',
      y: 'y',
      text: [name],
      fill: colour,
      fontSize: 12,
      fontWeight: 600,
      textAnchor: 'start',
      dx: 8,
      dy: placed[i]! - wanted[i]!,
    }),
  );
}
