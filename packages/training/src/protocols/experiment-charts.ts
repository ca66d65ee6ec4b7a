/** Charts of experiments: as files, and on their page. */

import { join } from 'node:path';
import { type Report, writeChart } from '../reports/index.js';

/** A chart before it is drawn. */
export interface ExperimentChart {
  /** Its name as a `.png` file. */
  readonly file: string;
  readonly title: string;
  /** Draws it for a file or for a page. */
  readonly draw: (theme: 'paper' | 'page') => string;
}

/**
 * Writes every chart as `.png` and `.svg`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeCharts(folder: string, charts: readonly ExperimentChart[]): Promise<void> {
  for (const { file, draw } of charts) {
    await writeChart(join(folder, file.replace(/\.png$/, '')), draw('paper'));
  }
}

/** The page with the charts before everything else. */
export function withCharts(page: Report, charts: readonly ExperimentChart[]): Report {
  const drawn = charts.map(({ title, draw }) => ({ title, svg: draw('page') }));
  return {
    ...page,
    sections: [{ title: 'Charts', parts: [{ kind: 'charts', charts: drawn }] }, ...page.sections],
  };
}
