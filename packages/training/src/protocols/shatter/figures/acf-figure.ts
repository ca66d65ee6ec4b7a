/** Figure 2 of the paper: autocorrelation against lag, a panel for each network, a line for each depth. */

import { type ChartPanel, type ChartSeries, chartGrid, lineChart } from '../../../reports/index.js';
import { acfByNetwork } from '../autocorrelations.js';
import type { NetworkAcf, NoiseAcf, ShatterExperimentResult } from '../result.js';
import type { FigureTheme } from './theme.js';

/** Draws the figure. */
export function acfFigure(
  { settings, autocorrelations, noise }: ShatterExperimentResult,
  theme: FigureTheme,
): string {
  const all = [...autocorrelations, ...noise].flatMap(({ acf }) => acf);
  const lowest = Math.min(-0.2, Math.floor(10 * Math.min(...all)) / 10);
  const panel = (title: string, series: readonly ChartSeries[]): ChartPanel => ({
    title,
    svg: lineChart(series, {
      x: { label: 'lag', ticks: [0, 5, 10, 15] },
      y: { domain: [lowest, 1] },
      rules: [{ axis: 'y', at: 0 }],
      width: 270,
      height: 230,
      marginRight: 62,
      theme,
      description: `autocorrelation against lag: ${title}`,
    }),
  });
  const noisePanel = panel(
    'noise',
    noise.map((row) => ({ name: row.noise, line: lineOf(row) })),
  );
  const panels = acfByNetwork(autocorrelations).map(({ name, rows }) => panel(name, linesOf(rows)));
  return chartGrid([...panels, noisePanel], {
    columns: 4,
    note: `autocorrelation of df/dx against lag, means over ${settings.seeds} networks; L: layers, or residual blocks; a constant gradient counts as 1`,
    description: 'autocorrelation of gradients against lag, by network and depth',
    theme,
  });
}

/** A line for each depth; a single one where all gradients are constant, at every depth. */
function linesOf(rows: readonly NetworkAcf[]): readonly ChartSeries[] {
  if (rows.every(({ constant, seeds }) => constant === seeds)) {
    return [{ name: 'constant', line: lineOf(rows[0]!) }];
  }
  return rows.map((row) => ({ name: `L = ${row.depth}`, line: lineOf(row) }));
}

function lineOf({ acf }: NetworkAcf | NoiseAcf) {
  return acf.map((y, x) => ({ x, y }));
}
