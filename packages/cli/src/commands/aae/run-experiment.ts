/** What `diopter aae experiment` does. */

import { join } from 'node:path';
import { type AaeExperimentResult, aaeExperiment, aaeExperimentFiles } from '@diopter/training/protocols';
import { spreadTable } from '../spread-table.js';
import { watchedExperiment } from '../watched-experiment.js';
import type { AaeExperimentFlags } from './aae.js';

/** @returns the exit code. */
export function runAaeExperiment({
  seeds,
  lengthscale,
  labelled,
  preset,
  steps,
  json,
  quiet,
  ...flags
}: AaeExperimentFlags): Promise<number> {
  const training = { preset, steps, labelled };
  return watchedExperiment(
    { json, quiet },
    (watching) =>
      aaeExperiment({
        ...flags,
        ...watching,
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
        ...(lengthscale !== undefined && { lengthscale }),
        training: Object.fromEntries(Object.entries(training).filter(([, value]) => value !== undefined)),
      }),
    (result) => asText(flags.out, result),
  );
}

function asText(out: string, { summary }: AaeExperimentResult): string {
  const table = spreadTable(
    'matching',
    summary.map(({ matching, measures }) => ({ name: matching, measures })),
  );
  return [table, join(out, aaeExperimentFiles.codes), join(out, aaeExperimentFiles.report), ''].join('\n');
}
