/** A diagnosis in pictures. */

import type { LayerDiagnosis } from '@diopter/models';
import {
  type ChartAxis,
  type ChartPoint,
  type ChartSeries,
  heatMap,
  lineChart,
  wholeTicks,
} from '../reports/index.js';
import { type ModelDiagnosis, whiteBand } from './result.js';

/** One drawing. */
export interface DiagnosisChart {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  readonly svg: string;
}

/** `paper` to stand alone, `page` in a report. */
type Theme = 'paper' | 'page';

/** All drawings that there are numbers for: a constant gradient has no autocorrelation. */
export function diagnosisCharts(result: ModelDiagnosis, theme: Theme): DiagnosisChart[] {
  return [covariance, autocorrelation, coActivation, singularValues].flatMap((chart) => chart(result, theme));
}

const size = { width: 560, height: 400 } as const;

/** Of a few points far above the others the colours should not tell: they end where 99 of 100 numbers do, at 1 at least. */
const brightShare = 0.99;

function covariance(
  { covariance: matrix, points, diagnosis }: ModelDiagnosis,
  theme: Theme,
): DiagnosisChart[] {
  // Of a constant gradient it is that of rounding.
  if (Number.isNaN(diagnosis.brownShare)) return [];
  const sorted = matrix.flat().sort((a, b) => a - b);
  const high = Math.max(1, sorted[Math.floor(brightShare * (sorted.length - 1))]!);
  const svg = heatMap(matrix, {
    description: `covariance of the gradients at ${points} points of the path`,
    x: 'point of the path',
    y: 'point of the path',
    label: '|covariance| / variance',
    domain: [0, high],
    theme,
  });
  const caption =
    'How much the gradients at two points of the path, less their mean, are alike. Coherent gradients make blocks, shattered ones a thin diagonal.';
  return [{ name: 'covariance', title: 'Covariance of gradients', caption, svg }];
}

function autocorrelation({ diagnosis, points }: ModelDiagnosis, theme: Theme): DiagnosisChart[] {
  const { autocorrelation: curve, reference } = diagnosis;
  if (curve.some(Number.isNaN)) return [];
  const measured = byIndex(curve);
  const band = whiteBand(points);
  const svg = lineChart(
    [
      { name: 'this path', line: measured, dots: measured },
      { name: 'brown noise', line: byIndex(reference.brown), dashed: true },
      { name: 'white noise', line: curve.slice(1).map((_, i) => ({ x: i + 1, y: 0 })), dashed: true },
    ],
    {
      ...size,
      description: 'autocorrelation of the gradients over lags, with that of white and brown noise',
      x: { label: 'lag, in points' },
      y: { label: 'autocorrelation', domain: [Math.min(-0.2, ...curve), 1] },
      rules: [{ axis: 'y', at: band, label: `white noise stays below ${band.toFixed(2)}` }],
      theme,
    },
  );
  const caption =
    'What a gradient still knows of the one so many points before. Like white noise: shattered. Like brown noise, a random walk: coherent.';
  return [{ name: 'autocorrelation', title: 'Autocorrelation of gradients', caption, svg }];
}

function coActivation({ diagnosis: { layers } }: ModelDiagnosis, theme: Theme): DiagnosisChart[] {
  const points = (of: (layer: LayerDiagnosis) => number | undefined): ChartPoint[] =>
    layers.flatMap((layer, i) => {
      const y = of(layer);
      return y === undefined ? [] : [{ x: i + 1, y }];
    });
  const active = points((layer) => layer.active);
  const together = points(({ coActive }) => coActive);
  if (active.length === 0) return [];
  const svg = lineChart(
    [
      { name: 'active', line: active, dots: active },
      { name: 'co-active', line: together, dots: together },
      { name: 'if independent', line: active.map(({ x, y }) => ({ x, y: y ** 2 })), dashed: true },
    ],
    {
      ...size,
      description: 'shares of active and of co-active units by layer',
      x: {
        label: 'activation, from the input on',
        ...countedTo(layers.length),
      },
      y: { label: 'share of units', domain: [0, 1] },
      theme,
    },
  );
  const caption =
    'Units that an example makes active, and that two examples both make active: the square of the first if they do so independently, the first itself if they are alike. Where co-activation climbs from the one to the other, depth merges the examples.';
  return [{ name: 'co-activation', title: 'Activity of units', caption, svg }];
}

function singularValues({ diagnosis: { jacobian } }: ModelDiagnosis, theme: Theme): DiagnosisChart[] {
  const series = jacobian.map(({ place, singularValues }): ChartSeries => {
    // A logarithmic axis has no place for 0.
    const line = byIndex(singularValues, 1).filter(({ y }) => y > 0);
    return { name: `at ${place}`, line, dots: line };
  });
  if (series.every(({ line }) => line!.length === 0)) return [];
  const complete = jacobian.every((each) => each.complete);
  const longest = Math.max(...jacobian.map((each) => each.singularValues.length));
  const svg = lineChart(series, {
    ...size,
    description: 'singular values of the Jacobian at places of the path',
    x: { label: 'singular value, the largest first', ...countedTo(longest) },
    y: { label: complete ? 'size' : 'size, along random directions of the output', scale: 'log' },
    theme,
  });
  const zeros = Math.max(
    ...jacobian.map((each) => each.singularValues.filter((value) => value === 0).length),
  );
  const caption = [
    'How much the output answers to the inputs, at the beginning, in the middle and at the end of the path.',
    ...(complete
      ? []
      : ['The output has too many numbers for all: these are singular values of a random part of it.']),
    ...(zeros === 0 ? [] : [`Not shown are those that are 0, up to ${zeros} at a place.`]),
  ].join(' ');
  return [{ name: 'singular-values', title: 'Singular values of the Jacobian', caption, svg }];
}

/** An axis of what is counted from 1 on. */
function countedTo(count: number): ChartAxis {
  const domain = [1, Math.max(2, count)] as const;
  return { domain, ticks: wholeTicks(domain) };
}

function byIndex(values: readonly number[], first = 0): ChartPoint[] {
  return values.map((y, i) => ({ x: i + first, y }));
}
