/** The pictures of a run that are made at its end: losses over steps, and everything on one page. */

import { basename, join } from 'node:path';
import { readStoredImage } from '../../images/index.js';
import {
  type DefinitionsPart,
  type MetricsRow,
  type TrainingFacts,
  trainingReport,
  writeLossReport,
  writeReport,
} from '../../reports/index.js';
import type { Recipe, RecipeReport } from './recipe.js';

/** What is reported. */
export interface RunReportFacts {
  readonly recipe: Pick<Recipe, 'about' | 'charted' | 'reported'>;
  readonly options: DefinitionsPart['entries'];
  readonly rows: readonly MetricsRow[];
  readonly report: RecipeReport;
}

/** Writes `loss.svg`, `loss.png` and `report.html` into the run's folder. */
export async function writeRunReport(
  folder: string,
  { recipe, options, rows, report }: RunReportFacts,
): Promise<void> {
  const { best, facts, files } = report;
  await writeLossReport(folder, rows, { metrics: recipe.charted });
  const page = trainingReport({
    name: basename(folder),
    lead: recipe.about,
    results: { ...(best && { 'best after step': best.step, ...best.metrics }), ...facts },
    options,
    rows,
    losses: recipe.charted,
    ...recipe.reported?.(rows),
    ...(best && { pictures: await picturesOf(folder, files) }),
  });
  await writeReport(join(folder, files.report!.path), page);
}

async function picturesOf(
  folder: string,
  files: RecipeReport['files'],
): Promise<NonNullable<TrainingFacts['pictures']>> {
  const pictures = Object.values(files).filter(({ path }) => path.endsWith('.png'));
  return Promise.all(
    pictures.map(async ({ path, about }) => {
      const image = await readStoredImage(join(folder, path));
      return { caption: about, rows: [{ label: '', pictures: [image] }] };
    }),
  );
}
