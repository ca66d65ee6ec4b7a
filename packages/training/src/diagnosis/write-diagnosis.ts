/** A diagnosis as files: pictures, numbers and a page. */

import { join } from 'node:path';
import { writeResult } from '../files/write-result.js';
import { writeChart, writeReport } from '../reports/index.js';
import { diagnosisCharts } from './diagnosis-charts.js';
import { diagnosisReport } from './diagnosis-report.js';
import { diagnosisData, type ModelDiagnosis } from './result.js';

/** The files of every diagnosis, in their folder; beside them the pictures that it has numbers for. */
export const diagnosisFiles = { numbers: 'diagnosis.json', report: 'report.html' } as const;

/**
 * Writes `diagnosis.json`, `report.html`, and each chart as `.svg` and `.png`.
 *
 * @returns the paths: report and numbers, then the PNG files.
 * @throws DiopterError `file-write`.
 */
export async function writeDiagnosis(folder: string, result: ModelDiagnosis): Promise<string[]> {
  const [numbers, report] = [join(folder, diagnosisFiles.numbers), join(folder, diagnosisFiles.report)];
  await writeResult(numbers, `${JSON.stringify(diagnosisData(result), null, 2)}\n`);
  const pictures: string[] = [];
  for (const { name, svg } of diagnosisCharts(result, 'paper')) {
    pictures.push(await writeChart(join(folder, name), svg));
  }
  await writeReport(report, diagnosisReport(result));
  return [report, numbers, ...pictures];
}
