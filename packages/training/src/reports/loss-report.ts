/** The pictures of a run's losses, as files. */

import { join } from 'node:path';
import { type LossChartOptions, lossChart } from './loss-chart.js';
import type { MetricsRow } from './metrics-row.js';
import { writeChart } from './write-chart.js';

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
  await writeChart(join(folder, 'loss'), lossChart(rows, options));
}
