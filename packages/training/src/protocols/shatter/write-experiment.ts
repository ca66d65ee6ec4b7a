/** The result of the experiment as files: numbers, figures and a page. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import { renderSvg, writeImage } from '../../images/index.js';
import { writeReport } from '../../reports/index.js';
import { acfJson } from './autocorrelations.js';
import { figures } from './figures/index.js';
import { shatterReport } from './report.js';
import type { ShatterExperimentResult } from './result.js';

/** The files of the experiment, in its folder; each figure is an `.svg` and a `.png`. */
export const shatterExperimentFiles = {
  autocorrelations: 'acf.json',
  numbers: 'experiment.json',
  figures: Object.keys(figures).flatMap((name) => [`${name}.svg`, `${name}.png`]),
  report: 'report.html',
} as const;

/** Pixels per unit of a drawing. */
const scale = 2;

/**
 * Writes the files.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeShatterExperiment(folder: string, result: ShatterExperimentResult): Promise<void> {
  const { autocorrelations, numbers, report } = shatterExperimentFiles;
  await writeResult(join(folder, autocorrelations), acfJson(result.autocorrelations));
  await writeResult(join(folder, numbers), `${JSON.stringify(result, null, 2)}\n`);
  for (const [name, draw] of Object.entries(figures)) {
    const svg = draw(result, 'paper');
    await writeResult(join(folder, `${name}.svg`), svg);
    await writeImage(join(folder, `${name}.png`), renderSvg(svg, { scale }));
  }
  await writeReport(join(folder, report), shatterReport(result));
}
