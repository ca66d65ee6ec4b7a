/** Figure 3 of the paper: the share of units that two inputs make active together, layer by layer. */

import { chartGrid, lineChart } from '../../../reports/index.js';
import { networkName } from '../names.js';
import type { NetworkCoActivation, ShatterExperimentResult } from '../result.js';
import type { FigureTheme } from './theme.js';

/** Draws the figure. A line is theory, where it has more to say than a quarter. */
export function coActivationFigure({ coActivations }: ShatterExperimentResult, theme: FigureTheme): string {
  const { seeds, batch } = coActivations[0]!;
  const svg = lineChart(
    coActivations.map((each) => ({ name: networkName(each), ...marksOf(each) })),
    {
      x: { label: 'layer or block' },
      y: { label: 'share of units that are active for both of two inputs', domain: [0.2, 0.5] },
      rules: [{ axis: 'y', at: 0.25 }],
      theme,
    },
  );
  return chartGrid([{ svg }], {
    columns: 1,
    description: 'share of units that are active for both of two inputs, by layer and network',
    note: `dots: means over ${seeds} networks and all pairs of ${batch} inputs; lines: theory, dashed where units are active independently`,
    theme,
  });
}

function marksOf({ byLayer }: NetworkCoActivation) {
  const line = byLayer.flatMap(({ layer, expected }) =>
    expected === undefined ? [] : [{ x: layer, y: expected }],
  );
  return {
    dots: byLayer.map(({ layer, coActive }) => ({ x: layer, y: coActive })),
    ...(line.some(({ y }) => y !== 0.25) && { line }),
  };
}
