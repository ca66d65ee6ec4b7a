/** Confusion matrices, as SVG drawings. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { svgDocument } from './svg-document.js';
import { themes } from './theme.js';

/** How {@link confusionChart} draws. */
export interface ConfusionChartOptions {
  /** Names of the classes, as many as rows. */
  readonly classes: readonly string[];
  /** Of one cell, in units of the drawing. */
  readonly side?: number;
}

/** Room for the names of classes and of the axes. */
const margin = { left: 112, top: 96, other: 8 } as const;
/** Cells that are darker have white numbers. */
const dark = 0.55;
/** With more classes, numbers would not fit into cells. */
const maximumNumbers = 30;

/**
 * A confusion matrix: each cell is coloured by its share of its row and has that share in percent.
 *
 * @param counts a row for each true class: how often it was taken for each class.
 * @returns an SVG document.
 * @throws DiopterError `shape-mismatch` unless there is a row and a column for each class.
 * @example
 * confusionChart([[8, 2], [1, 9]], { classes: ['cat', 'dog'] });
 */
export function confusionChart(
  counts: readonly (readonly number[])[],
  { classes, side = 40 }: ConfusionChartOptions,
): string {
  if (counts.length !== classes.length || counts.some(({ length }) => length !== classes.length)) {
    throw new DiopterError('shape-mismatch', {
      what: `the counts are not ${classes.length} rows of ${classes.length}`,
      where: 'confusionChart',
    });
  }
  const theme = themes.paper;
  const cells = counts.flatMap((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, taken) => ({ truth, taken, share: total > 0 ? count / total : 0 }));
  });
  const axis = { domain: [...classes.keys()], tickFormat: (i: number) => classes[i]!, tickSize: 0 };
  const numbers = classes.length > maximumNumbers ? [] : cells.filter(({ share }) => share >= 0.005);
  const drawing = Plot.plot({
    document: parseHTML('<html></html>').document,
    className: 'chart',
    width: margin.left + side * classes.length + margin.other,
    height: margin.top + side * classes.length + margin.other,
    marginLeft: margin.left,
    marginTop: margin.top,
    marginRight: margin.other,
    marginBottom: margin.other,
    style: { fontFamily: theme.fontFamily, background: theme.background, fontSize: '12px' },
    x: { ...axis, axis: 'top', label: 'taken for', tickRotate: -45 },
    y: { ...axis, label: 'class' },
    color: { type: 'linear', domain: [0, 1], range: ['white', theme.colours[0]!] },
    marks: [
      Plot.cell(cells, { x: 'taken', y: 'truth', fill: 'share', inset: 0.5 }),
      Plot.text(numbers, {
        x: 'taken',
        y: 'truth',
        text: ({ share }: { share: number }) => (100 * share).toFixed(0),
        fill: ({ share }: { share: number }) => (share > dark ? 'white' : 'black'),
      }),
      Plot.frame({ stroke: theme.muted, strokeOpacity: 0.4 }),
    ],
  });
  return svgDocument(drawing, 'how often pictures of each class are taken for each class, in percent');
}
