/** The pictures of a run's losses, as files. */

import { join } from 'node:path';
import { writeResult } from '../files/write-result.js';
import { renderSvg, writeImage } from '../images/index.js';
import { type LossChartOptions, lossChart } from './loss-chart.js';
import type { MetricsRow } from './metrics-row.js';

/**
 * Writes `loss.svg` and, for those who have no browser at hand, `loss.png` with two pixels per unit.
 *
 * @throws DiopterError `invalid-data` if there is nothing to draw; `file-write`.
 */
export async function writeLossReport(
  folder: string,
  rows: readonly MetricsRow[],
  options: LossChartOptions = {},
): Promise<void> {
  const svg = lossChart(rows, options);
  await writeResult(join(folder, 'loss.svg'), svg);
  await writeImage(join(folder, 'loss.png'), renderSvg(svg, { scale: 2 }));
}
