/** What a comparison leaves: a picture, a page and the numbers. */

import { join } from 'node:path';
import { writeResult } from '../files/write-result.js';
import { imageGrid, unstackImages, writeImage } from '../images/index.js';
import { writeReport } from '../reports/index.js';
import type { ComparedRuns } from './compare-runs.js';
import { comparisonReport } from './comparison-report.js';
import { modelLabels } from './labels.js';

/** The files of a comparison, in its folder. */
export const comparisonFiles = {
  report: 'report.html',
  picture: 'compare.png',
  numbers: 'compare.json',
} as const;

/** How many pictures `compare.png` shows. */
const columns = 10;

/**
 * Writes `compare.png`, `compare.json` and `report.html`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeComparison(folder: string, { comparison, images }: ComparedRuns): Promise<void> {
  const rows = [images.originals, ...images.reconstructions].map((batch) =>
    unstackImages(batch).slice(0, columns),
  );
  const rowLabels = ['original', ...modelLabels(comparison.models)];
  const scale = comparison.size <= 64 ? 2 : 1;
  await writeImage(join(folder, comparisonFiles.picture), imageGrid(rows, { scale, rowLabels }));
  await writeResult(join(folder, comparisonFiles.numbers), `${JSON.stringify(comparison, null, 2)}\n`);
  await writeReport(join(folder, comparisonFiles.report), comparisonReport(comparison, images));
}
