/** What `diopter train RECIPE` does. */

import { join } from 'node:path';
import type { CatalogEntry } from '@diopter/training/catalog';
import { abortOnInterrupt } from '@diopter/training/loop';
import {
  type RecipeReport,
  type RunPlace,
  readRunConfiguration,
  trainRecipe,
} from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { reporter } from '../../terminal/reporter.js';
import type { TrainFlags } from './train.js';

/** The exit code of programs that Ctrl-C has stopped. */
const interruptedCode = 130;

/** @returns the exit code. */
export async function runTrain(
  { description, load }: CatalogEntry,
  { json, quiet, resume, replace, ...given }: TrainFlags,
  usageError: (message: string) => never,
): Promise<number> {
  // Otherwise tfjs prints an invitation to install another backend.
  tf.enableProdMode();
  if (resume && replace) usageError('--resume and --replace exclude each other');
  const saved = resume ? await readRunConfiguration(given.out) : undefined;
  const run: Readonly<Record<string, unknown>> & Partial<RunPlace> = { ...saved, ...given };
  const { data } = run;
  if (data === undefined) {
    return usageError(
      resume ? `there is no run in ${given.out} to resume; give --data to start one` : 'give --data DIR',
    );
  }

  const progress = reporter(process.stderr, { quiet: quiet === true });
  const interruption = abortOnInterrupt(() =>
    progress.message('stopping after this step, to save it; press Ctrl-C again to quit at once'),
  );
  try {
    const place: RunPlace = {
      ...run,
      data,
      out: given.out,
      existing: resume ? 'resume' : replace ? 'replace' : 'refuse',
      signal: interruption.signal,
      onEvent: progress.event,
    };
    const report = await trainRecipe(await load(), place, run);
    progress.end();
    const text = json
      ? `${JSON.stringify(asData(given.out, report))}\n`
      : asText(description.name, given.out, report);
    process.stdout.write(text);
    return report.interrupted ? interruptedCode : 0;
  } finally {
    progress.end();
    interruption.dispose();
  }
}

function asData(out: string, { facts, best, files, ...report }: RecipeReport) {
  const paths = Object.entries(files).map(([name, { path }]) => [name, join(out, path)] as const);
  return {
    ...report,
    ...facts,
    ...(best && { best: { step: best.step, ...best.metrics } }),
    out,
    files: Object.fromEntries(paths),
  };
}

function asText(name: string, out: string, { step, steps, interrupted, best, files }: RecipeReport): string {
  const lines = interrupted
    ? [`saved after step ${step} of ${steps}; go on with: diopter train ${name} --out ${out} --resume`]
    : [`trained ${steps} steps`];
  if (best !== undefined)
    lines.push(`best after step ${best.step}: ${best.headline}`, ...described(out, files));
  return `${lines.join('\n')}\n`;
}

function described(out: string, files: RecipeReport['files']): string[] {
  const entries = Object.values(files).map(({ path, about }) => [join(out, path), about] as const);
  const width = Math.max(...entries.map(([path]) => path.length));
  return entries.map(([path, about]) => `${path.padEnd(width)}  ${about}`);
}
