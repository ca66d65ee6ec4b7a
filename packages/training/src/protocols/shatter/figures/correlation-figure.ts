/** Correlation of gradients against depth: dots as measured, lines as in theory. */

import { theoryCurves } from '@diopter/models';
import { type ChartSeries, chartGrid, lineChart } from '../../../reports/index.js';
import { variantName } from '../names.js';
import type { NetworkCorrelation, ShatterExperimentResult } from '../result.js';
import type { FigureTheme } from './theme.js';

/** The smallest correlation that is drawn, and room for names below it. */
const least = 1e-3;
const bottom = 5e-4;
/** Standard errors of a mean, up and down: what is not so far from 0 is not told from noise. */
const errors = 2;

const titles = { feedforward: 'feed-forward', residual: 'residual' } as const;
const units = { feedforward: 'layers', residual: 'blocks' } as const;

/** Draws the figure. */
export function correlationFigure({ correlations }: ShatterExperimentResult, theme: FigureTheme): string {
  const panel = (network: keyof typeof titles) => ({
    title: titles[network],
    svg: lineChart(correlations.filter((each) => each.network === network).map(seriesOf), {
      x: { label: units[network], scale: 'log' },
      y: {
        label: 'correlation of gradients',
        scale: 'log',
        domain: [bottom, 1],
        ticks: [0.001, 0.01, 0.1, 1],
      },
      width: 540,
      height: 360,
      marginRight: 140,
      theme,
      description: `correlation of the gradients at two inputs against depth: ${titles[network]}`,
    }),
  });
  const { seeds, batch } = correlations[0]!;
  return chartGrid([panel('feedforward'), panel('residual')], {
    note: `dots: means over ${seeds} networks and all pairs of ${batch} inputs, with ${errors} standard errors over networks, where they are told from 0; lines: theory`,
    description: 'correlation of gradients against depth: dots as measured, lines as in theory',
    theme,
  });
}

/** Of what is too small for the axis, and of what is not told from 0, nothing is drawn. */
function seriesOf({ byDepth, seeds, theory, ...network }: NetworkCorrelation): ChartSeries {
  const expected = Array.from({ length: byDepth.at(-1)!.depth }, (_, i) => ({
    x: i + 1,
    y: theoryCurves[theory].correlation.at(i + 1, { beta: network.beta }),
  }));
  const measured = byDepth
    .map(({ depth, correlation, deviation }) => ({
      x: depth,
      y: correlation,
      error: (errors * deviation) / Math.sqrt(seeds),
    }))
    .filter(({ y, error }) => y - error > 0 && y >= least);
  return {
    name: variantName(network),
    line: expected.filter(({ y }) => y >= least),
    dots: measured.map(({ x, y }) => ({ x, y })),
    ranges: measured.map(({ x, y, error }) => ({
      x,
      low: Math.max(y - error, bottom),
      high: Math.min(y + error, 1),
    })),
  };
}
