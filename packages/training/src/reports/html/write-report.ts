/** Reports as files. */

import { writeResult } from '../../files/write-result.js';
import { htmlReport } from './html-report.js';
import type { Report } from './report.js';

/**
 * Writes a report as an HTML file that opens by itself, see {@link htmlReport}. The file is complete or not there at all;
 * folders on the way are made.
 *
 * @throws DiopterError `file-write`.
 * @example
 * await writeReport('runs/first/report.html', trainingReport({ name: 'first', options, rows }));
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  await writeResult(path, await htmlReport(report));
}
