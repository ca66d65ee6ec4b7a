/** Strips that show who was at work when: one row per name, filled where it is true. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { chartMarginLeft, roomForNames } from './line-chart.js';
import { svgDocument } from './svg-document.js';
import { themes } from './theme.js';
import { tickText } from './ticks.js';

/** A name for the steps from `from` up to and including `to`. */
export interface Phase {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** How {@link phaseStrip} draws. */
export interface PhaseStripOptions {
  /** What the drawing shows, for those who do not see it. */
  readonly description?: string;
  readonly width?: number;
  /** What is kept free for the names at the right; as much as they need if nobody says. */
  readonly marginRight?: number;
  readonly theme?: keyof typeof themes;
}

const rowHeight = 24;

/** Runs of equal names become phases. `names[i]` is what happened in `steps[i]`, and steps ascend. */
export function phasesOf(steps: readonly number[], names: readonly string[]): Phase[] {
  const phases: Phase[] = [];
  steps.forEach((step, i) => {
    const last = phases.at(-1);
    if (last?.name === names[i]) phases[phases.length - 1] = { ...last!, to: step };
    else phases.push({ from: step, to: step, name: names[i]! });
  });
  return phases;
}

/**
 * Phases over steps, to stand below a chart of the same width: a row for each name in the order of its first phase.
 *
 * @returns an SVG document.
 * @throws DiopterError `invalid-data` if there are no phases.
 */
export function phaseStrip(phases: readonly Phase[], options: PhaseStripOptions = {}): string {
  if (phases.length === 0) {
    throw new DiopterError('invalid-data', { what: 'there are no phases', where: 'phaseStrip' });
  }
  const { description, width = 720, theme = 'paper' } = options;
  const { colours, background, fontFamily } = themes[theme];
  const names = [...new Set(phases.map(({ name }) => name))];
  const drawing = Plot.plot({
    className: 'chart',
    document: parseHTML('<html></html>').document,
    width,
    height: rowHeight * names.length + 50,
    marginLeft: chartMarginLeft,
    marginRight: options.marginRight ?? roomForNames(names),
    marginBottom: 38,
    marginTop: 8,
    style: { fontFamily, background },
    x: { label: 'step', labelArrow: 'none', labelAnchor: 'center', ticks: 6, tickFormat: tickText },
    y: { type: 'band', domain: names, label: null, axis: 'right', tickSize: 0, padding: 0.3 },
    marks: [
      Plot.barX(phases, {
        x1: ({ from }: Phase) => from - 1,
        x2: 'to',
        y: 'name',
        fill: ({ name }: Phase) => colours[names.indexOf(name) % colours.length]!,
      }),
    ],
    color: { type: 'identity' },
  });
  return svgDocument(drawing, description);
}
