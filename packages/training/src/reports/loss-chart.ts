/** Loss curves as an SVG drawing. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { fontFamily } from '../images/index.js';
import { type CurvePoint, curveOf, metricNames, smooth, thin } from './curve.js';
import { type MetricsRow, validationPrefix } from './metrics-row.js';
import { spread } from './spread.js';

/** How {@link lossChart} draws. */
export interface LossChartOptions {
  /** The metrics to draw; those of training in the rows if none are named. */
  readonly metrics?: readonly string[];
  readonly title?: string;
  /** Of the axis of values; `log` if nobody says and all values are positive. */
  readonly scale?: 'linear' | 'log';
  /** Weight of the past in the smoothed curves: from 0, no smoothing, to below 1. */
  readonly smoothing?: number;
  /** In units of the drawing. */
  readonly width?: number;
  readonly height?: number;
}

/** One metric, ready to be drawn. */
interface Series {
  readonly name: string;
  readonly colour: string;
  readonly raw: readonly CurvePoint[];
  readonly smoothed: readonly CurvePoint[];
  readonly validation: readonly CurvePoint[];
}

/** As many points as a drawing of this size can show. */
const maximumPoints = 600;
const lineHeight = 15;
const margins = { marginTop: 34, marginBottom: 38, marginLeft: 56 };

/** Told apart by people with any kind of colour vision, and in print: Okabe and Ito (2008), without its yellow. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

/**
 * A chart of metrics over steps. Each metric is a faint curve as it was measured, a strong one smoothed, and one dot per
 * validation; its name is at the end of its curve.
 *
 * @returns an SVG document.
 * @throws DiopterError `invalid-data` if there is nothing to draw.
 * @example
 * await writeFile('loss.svg', lossChart(await readMetrics('metrics.jsonl'), { metrics: ['loss', 'pixel'] }));
 */
export function lossChart(rows: readonly MetricsRow[], options: LossChartOptions = {}): string {
  const { metrics = metricNames(rows), title, smoothing = 0.95, width = 720, height = 400 } = options;
  const all = metrics.map((name, i) => seriesOf(rows, name, colours[i % colours.length]!, smoothing));
  const series = all.filter(({ raw }) => raw.length > 0);
  if (series.length === 0) {
    throw new DiopterError('invalid-data', { what: 'there is no metric to draw', where: 'lossChart' });
  }
  const values = series.flatMap(({ raw, validation }) => [...raw, ...validation].map(({ value }) => value));
  const type = options.scale ?? (values.every((value) => value > 0) ? 'log' : 'linear');
  const frame: Plot.PlotOptions = {
    ...margins,
    document: parseHTML('<html></html>').document,
    width,
    height,
    marginRight: 16 + 7 * Math.max(...series.map(({ name }) => name.length)),
    style: { fontFamily: `${fontFamily}, system-ui, sans-serif`, background: 'white' },
    x: { label: 'step', labelArrow: 'none', ticks: 6 },
    y: {
      type,
      label: title ?? null,
      labelArrow: 'none',
      grid: true,
      tickFormat: '~g',
      ticks: ticks(type, values),
    },
  };
  const curves = series.flatMap(curveMarks);
  const plain = Plot.plot({ ...frame, marks: curves });
  const labels = nameMarks(series, plain.scale('y')!);
  return document(Plot.plot({ ...frame, marks: [...curves, ...labels] }).outerHTML);
}

/** On a logarithmic axis 1, 2 and 5 times the powers of ten, if that gives enough; otherwise about so many. */
function ticks(type: 'linear' | 'log', values: readonly number[]): number | number[] {
  if (type === 'linear') return 6;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const first = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
  const marks = decades.flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)));
  const inside = marks.filter((mark) => mark >= low && mark <= high);
  return inside.length < 3 ? 6 : inside;
}

function seriesOf(rows: readonly MetricsRow[], name: string, colour: string, smoothing: number): Series {
  const curve = curveOf(rows, name);
  return {
    name,
    colour,
    raw: thin(curve, maximumPoints),
    smoothed: thin(smooth(curve, smoothing), maximumPoints),
    validation: curveOf(rows, validationPrefix + name),
  };
}

function curveMarks({ raw, smoothed, validation, colour }: Series): Plot.Markish[] {
  const at = { x: 'step', y: 'value' };
  return [
    Plot.line(raw, { ...at, stroke: colour, strokeWidth: 1, strokeOpacity: 0.25 }),
    Plot.line(smoothed, { ...at, stroke: colour, strokeWidth: 2 }),
    Plot.dot(validation, { ...at, fill: colour, stroke: 'white', strokeWidth: 1, r: 3.5 }),
  ];
}

/** The names, moved up or down as far as they must be to stay clear of each other. */
function nameMarks(series: readonly Series[], y: Plot.Scale): Plot.Markish[] {
  const ends = series.map(({ smoothed }) => smoothed.at(-1)!);
  const wanted = ends.map(({ value }) => y.apply(value) as number);
  const placed = spread(wanted, lineHeight);
  return series.map(({ name, colour }, i) =>
    Plot.text([ends[i]!], {
      x: 'step',
      y: 'value',
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

/** A drawing inside HTML, made a document of its own. */
function document(html: string): string {
  return `${html.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
}
