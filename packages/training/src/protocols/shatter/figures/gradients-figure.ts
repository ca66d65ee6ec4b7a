/** Figure 1 of the paper: gradients over the input, and below each its covariance. */

import { gradientCovariance } from '@diopter/models';
import { type ChartPanel, chartGrid, heatMap, lineChart } from '../../../reports/index.js';
import type { ShatterExperimentResult, Specimen } from '../result.js';
import type { FigureTheme } from './theme.js';

const columns = 3;
/** Of the square of a covariance, and so of the width of a gradient. */
const side = 256;
/** Covariances, in units of the variance, from the first colour to the last. */
const covariances = [0, 3] as const;

/** Draws the figure. */
export function gradientsFigure({ specimens }: ShatterExperimentResult, theme: FigureTheme): string {
  const rows = Array.from({ length: Math.ceil(specimens.length / columns) }, (_, row) =>
    specimens.slice(row * columns, (row + 1) * columns),
  );
  const panels = rows.flatMap((row) => [
    ...row.map((specimen) => gradientPanel(specimen, theme)),
    ...row.map((specimen) => covariancePanel(specimen, theme)),
  ]);
  return chartGrid(panels, {
    columns,
    note: `above: gradient over the input; below: |g(i) − mean| · |g(j) − mean| / variance at all pairs of points, from ${covariances[0]}, dark, to ${covariances[1]}, bright`,
    description: 'gradients over the input, and below each the size of its covariance at all pairs of points',
    theme,
  });
}

function gradientPanel({ name, at, gradient, constant }: Specimen, theme: FigureTheme): ChartPanel {
  const line = gradient.map((y, i) => ({ x: at[i]!, y }));
  return {
    title: name,
    svg: lineChart([{ name: '', line }], {
      // What a constant varies by is rounding, and nothing to look at.
      ...(constant && { y: { domain: aroundZero(gradient[0]!) } }),
      width: side + 68,
      height: 160,
      marginRight: 12,
      theme,
      description: `gradient of ${name}`,
    }),
  };
}

function aroundZero(value: number): [number, number] {
  const size = 2 * Math.abs(value) || 1;
  return [-size, size];
}

function covariancePanel({ name, gradient, constant }: Specimen, theme: FigureTheme): ChartPanel {
  const covariance = gradientCovariance(constant ? gradient.map(() => 0) : gradient);
  return {
    svg: heatMap(covariance, {
      domain: covariances,
      side,
      legend: false,
      theme,
      description: `covariance of the gradient of ${name}`,
    }),
  };
}
