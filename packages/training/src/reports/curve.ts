/** Curves of metrics, made fit to be drawn: smoothed, and thinned out to what a picture can show. */

import { type MetricsRow, validationPrefix } from './metrics-row.js';

/** One value at a step. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** The finite values of a metric, in the order of the rows. */
export function curveOf(rows: readonly MetricsRow[], metric: string): CurvePoint[] {
  return rows.flatMap((row) => {
    const value = row[metric];
    return value === undefined || !Number.isFinite(value) ? [] : [{ step: row.step, value }];
  });
}

/** The names of the metrics of training in the rows; those of validation have the same names, with a prefix. */
export function metricNames(rows: readonly MetricsRow[]): string[] {
  const names = rows.flatMap((row) => Object.keys(row));
  return [...new Set(names)].filter((name) => name !== 'step' && !name.startsWith(validationPrefix));
}

/**
 * The mean of two exponential moving averages, one that has run forwards and one backwards, so that the smoothed curve
 * does not lag behind. Each is `m_t = w m_(t-1) + (1 - w) v_t`, divided by `1 - w^t` so that it does not start at zero.
 *
 * @param weight `w`, of what went before: from 0, no smoothing, to below 1.
 */
export function smooth(curve: readonly CurvePoint[], weight: number): CurvePoint[] {
  const values = curve.map(({ value }) => value);
  const forwards = movingAverage(values, weight);
  const backwards = movingAverage(values.reverse(), weight).reverse();
  return curve.map(({ step }, i) => ({ step, value: (forwards[i]! + backwards[i]!) / 2 }));
}

function movingAverage(values: readonly number[], weight: number): number[] {
  let mean = 0;
  let share = 0;
  return values.map((value) => {
    mean = weight * mean + (1 - weight) * value;
    share = weight * share + (1 - weight);
    return mean / share;
  });
}

/** No more than `count` points: means over runs of neighbours of equal length. */
export function thin(curve: readonly CurvePoint[], count: number): CurvePoint[] {
  const run = Math.ceil(curve.length / count);
  if (run <= 1) return [...curve];
  return Array.from({ length: Math.ceil(curve.length / run) }, (_, i) =>
    meanOf(curve.slice(i * run, (i + 1) * run)),
  );
}

function meanOf(points: readonly CurvePoint[]): CurvePoint {
  const sum = (f: (point: CurvePoint) => number) => points.reduce((total, point) => total + f(point), 0);
  return { step: sum(({ step }) => step) / points.length, value: sum(({ value }) => value) / points.length };
}
