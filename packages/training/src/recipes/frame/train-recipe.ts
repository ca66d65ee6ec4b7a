/** Training by a recipe: reads data and writes files in this thread, and does the steps in another. */

import { join, resolve } from 'node:path';
import { randomKey } from '@diopter/core-tensor/random';
import { type RunFolderOptions, runFolder, runInWorker } from '../../loop/index.js';
import { readMetrics, validationPrefix } from '../../reports/index.js';
import { writeRunConfiguration } from '../run-configuration.js';
import type { Job, StepsResult, TrainingEvent } from './job.js';
import { type OptionsOf, type OptionTable, type Presets, resolveOptions } from './option-table.js';
import type { Recipe, RecipeReport } from './recipe.js';
import { recipeJournal } from './recipe-journal.js';
import { writeRunReport } from './run-report.js';

/** Where a run gets its data, where it goes, and how it is watched. */
export interface RunPlace {
  /** A folder of pictures, or of a known data set. */
  readonly data: string;
  /** The name of a known data set; `'folder'` for pictures. What most recipes take if nobody says. */
  readonly dataset?: string;
  /** The folder of the run. */
  readonly out: string;
  /** Where options start from: minutes on two cores, the settings of the paper, or of what the project ships. */
  readonly preset?: keyof Presets<OptionTable>;
  /** What to do if the folder holds a run already. */
  readonly existing?: NonNullable<RunFolderOptions['existing']>;
  /** CPU threads inside one operator. Does not change the numbers. */
  readonly threads?: number;
  /** Stops the run after the step at hand, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** The same with the options of a recipe among it. */
export type RecipeRun<Table extends OptionTable> = RunPlace & Partial<OptionsOf<Table>>;

/** What every run leaves. */
const commonFiles: Recipe['files'] = {
  report: { path: 'report.html', about: 'all of it on one page: open it in a browser' },
  loss: { path: 'loss.svg', about: 'losses over steps' },
  metrics: { path: 'metrics.jsonl', about: 'one line of JSON per step' },
  checkpoints: { path: 'checkpoints', about: 'last and best state' },
};

/** Options that are sent to the loop, and which every recipe has. */
type LoopOptions = Pick<Job<unknown>, 'steps' | 'seed' | 'validateEvery' | 'checkpointEvery'>;

/**
 * Trains by a recipe, and leaves in `out` what it says, with metrics, checkpoints, `config.json` and `report.html`. Nothing is
 * written before everything has been read and compiled.
 *
 * @param given options of the recipe, by name; other names are not taken.
 * @throws DiopterError about options, data, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainRecipe(autoencoderRecipe, { data: 'photographs', out: 'runs/first' }, { steps: 2000 });
 */
export async function trainRecipe<Table extends OptionTable>(
  recipe: Recipe<Table>,
  place: RunPlace,
  given: object = {},
): Promise<RecipeReport> {
  const { data, out, preset = 'quick', existing = 'refuse', threads, signal } = place;
  const dataset = place.dataset ?? recipe.dataset ?? 'folder';
  const options = resolveOptions(recipe.options, recipe.presets[preset] ?? {}, { ...given });
  const loop = options as unknown as LoopOptions;
  const tell = (event: TrainingEvent) => place.onEvent?.(withHeadline(recipe, event));
  const say = (text: string) => tell({ kind: 'message', text });
  const opened = await recipe.open({ data, dataset, options, key: randomKey(loop.seed), say });

  const folder = runFolder(out, {
    existing,
    configuration: {
      recipe: recipe.name,
      dataset,
      ...opened.identity,
      ...numbersAndChoices(recipe.options, options),
    },
    onDamaged: ({ message }) => say(`passed over: ${message}`),
  });
  const keeping = recipeJournal(folder, {
    opened: async () => {
      const source = { recipe: recipe.name, data: resolve(data), dataset };
      await writeRunConfiguration(out, { ...source, ...options, ...opened.paths });
      await opened.begin?.(out);
    },
    improved: (improvement) => opened.improved(out, improvement),
  });
  const { steps, seed, validateEvery, checkpointEvery } = loop;
  const input: Job<unknown> = {
    input: opened.input,
    ...{ steps, seed, validateEvery, checkpointEvery },
    validationBatches: opened.heldOut.count,
    ...(recipe.validateFirst && { validateFirst: true }),
    ...(threads !== undefined && { threads }),
  };
  const result = await runInWorker<StepsResult, TrainingEvent>(recipe.worker, {
    input,
    services: {
      batches: { at: opened.batchAt },
      validation: { at: opened.heldOut.batchAt },
      ...keeping,
    },
    onEvent: tell,
    ...(signal && { signal }),
  });

  const files = { ...recipe.files, ...commonFiles };
  const rows = await readMetrics(join(out, commonFiles.metrics!.path));
  const best = bestOf(recipe, result.bestStep, rows);
  const report = {
    step: result.step,
    steps,
    interrupted: result.interrupted,
    facts: opened.facts,
    ...(best && { best }),
    files,
  };
  // A run that was stopped at once may have been judged, but has not learnt anything to be drawn.
  if (rows.some(({ step }) => step > 0)) await writeRunReport(out, { recipe, options, rows, report });
  return report;
}

/** What the numbers of a run depend on. Names and paths are left to the recipe: it knows what is in the files. */
function numbersAndChoices(table: OptionTable, options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => table[name]!.kind !== 'text'));
}

function withHeadline(recipe: Pick<Recipe, 'headline'>, event: TrainingEvent): TrainingEvent {
  return event.kind === 'validated' ? { ...event, headline: recipe.headline(event.metrics) } : event;
}

/** The validation after `step`, from the metrics. */
function bestOf(
  { headline }: Pick<Recipe, 'headline'>,
  step: number | undefined,
  rows: Awaited<ReturnType<typeof readMetrics>>,
): RecipeReport['best'] {
  const row = rows.find((candidate) => candidate.step === step);
  if (step === undefined || row === undefined) return undefined;
  const metrics = Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name.startsWith(validationPrefix))
      .map(([name, value]) => [name.slice(validationPrefix.length), value] as const),
  );
  return { step, metrics, headline: headline(metrics) };
}
