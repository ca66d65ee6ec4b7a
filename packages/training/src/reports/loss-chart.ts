/** Loss curves as an SVG drawing. */

import { DiopterError } from '@diopter/core-tensor/errors';
import {
  type ChartAxis,
  type ChartPoint,
  type ChartSeries,
  type LineChartOptions,
  lineChart,
} from './chart/line-chart.js';
import { type CurvePoint, curveOf, metricNames, smooth, thin } from './curve.js';
import { type MetricsRow, validationPrefix } from './metrics-row.js';

/** How {@link lossChart} draws. */
export interface LossChartOptions
  extends Pick<LineChartOptions, 'width' | 'height' | 'marginRight' | 'theme' | 'description'> {
  /** The metrics to draw; those of training in the rows if none are named. */
  readonly metrics?: readonly string[];
  readonly title?: string;
  /** Of the axis of values; if nobody says, `log` for positive values that differ by more than a factor of 3. */
  readonly scale?: 'linear' | 'log';
  /** Weight of the past in the smoothed curves: from 0, no smoothing, to below 1. */
  readonly smoothing?: number;
}

/** As many points as a drawing of this size can show. */
const maximumPoints = 600;

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
  const { metrics = metricNames(rows), title, scale, smoothing = 0.95, ...size } = options;
  const series = metrics
    .map((name) => ({
      name,
      ...trainingCurve(rows, name, smoothing),
      dots: points(curveOf(rows, validationPrefix + name)),
    }))
    .filter(({ faint }) => faint.length > 0);
  if (series.length === 0) {
    throw new DiopterError('invalid-data', { what: 'there is no metric to draw', where: 'lossChart' });
  }
  return lineChart(series, {
    ...size,
    x: stepAxis(rows),
    y: { scale: scale ?? scaleFor(series), ...(title !== undefined && { label: title }) },
  });
}

/** The axis of everything that is drawn over the steps of a run. */
export function stepAxis(rows: readonly MetricsRow[]): ChartAxis {
  return { label: 'step', domain: [Math.min(rows[0]!.step, rows.at(-1)!.step - 1), rows.at(-1)!.step] };
}

/** A metric of training as it was measured, `faint`, and smoothed: no more points than can be seen. */
export function trainingCurve(
  rows: readonly MetricsRow[],
  metric: string,
  smoothing: number,
): Required<Pick<ChartSeries, 'line' | 'faint'>> {
  const curve = curveOf(rows, metric);
  return {
    faint: points(thin(curve, maximumPoints)),
    line: points(thin(smooth(curve, smoothing), maximumPoints)),
  };
}

/** A curve as a chart takes it. */
export function points(curve: readonly CurvePoint[]): ChartPoint[] {
  return curve.map(({ step, value }) => ({ x: step, y: value }));
}

/** Logarithmic for positive values that differ by factors; a curve that falls to next to nothing would fill such an axis alone. */
export function scaleFor(series: readonly ChartSeries[]): 'linear' | 'log' {
  const extents = series
    .map(({ line = [], faint = [], dots = [] }) => [...line, ...faint, ...dots].map(({ y }) => y))
    .filter((values) => values.length > 0)
    .map((values) => [Math.min(...values), Math.max(...values)] as const);
  const [low, high] = [
    Math.min(...extents.map(([least]) => least)),
    Math.max(...extents.map(([, most]) => most)),
  ];
  const isTame = extents.every(([least, most]) => most < 1e4 * least);
  return low > 0 && high > 3 * low && isTame ? 'log' : 'linear';
}
