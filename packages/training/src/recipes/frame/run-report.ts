/** The pictures of a run that are made at its end: losses over steps, and everything on one page. */

import { writeLossReport } from '../../reports/index.js';
import type { MetricsRow } from '../../reports/metrics-row.js';
import type { Recipe } from './recipe.js';
import type { RecipeReport } from './train-recipe.js';

/** What is reported. */
export interface RunReportFacts {
  readonly recipe: Pick<Recipe, 'name' | 'about' | 'options' | 'charted'>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly rows: readonly MetricsRow[];
  readonly report: RecipeReport;
}

/** Writes `loss.svg`, `loss.png` and `report.html` into the run's folder. */
export async function writeRunReport(folder: string, { recipe, rows }: RunReportFacts): Promise<void> {
  await writeLossReport(folder, rows, { metrics: recipe.charted });
}
