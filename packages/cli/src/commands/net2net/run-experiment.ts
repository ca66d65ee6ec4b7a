/** What `diopter net2net experiment` does. */

import { join } from 'node:path';
import {
  type Net2NetExperimentResult,
  net2netExperiment,
  net2netExperimentFiles,
  students,
} from '@diopter/training/protocols';
import { given } from '../given.js';
import { spreadTable } from '../spread-table.js';
import { watchedExperiment } from '../watched-experiment.js';
import type { Net2NetExperimentFlags } from './experiment.js';

/** @returns the exit code. */
export function runNet2NetExperiment({
  seeds,
  steps,
  learningRate,
  batch,
  heldOut,
  validateEvery,
  json,
  quiet,
  ...flags
}: Net2NetExperimentFlags): Promise<number> {
  return watchedExperiment(
    { json, quiet },
    (watching) =>
      net2netExperiment({
        ...flags,
        ...watching,
        ...(steps !== undefined && { studentSteps: steps }),
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
        training: given({ learningRate, batch, heldOut, validateEvery }),
      }),
    (result) => asText(flags.out, result),
  );
}

function asText(out: string, { cells, teacher }: Net2NetExperimentResult): string {
  const families = [...new Set(cells.map(({ student }) => students[student].family))];
  const tables = families.map((family) =>
    spreadTable(family, [
      { name: 'teacher', measures: teacher.measures },
      ...cells
        .filter(({ student }) => students[student].family === family)
        .map(({ student, rateShare, measures }) => ({ name: `${student}, rate x ${rateShare}`, measures })),
    ]),
  );
  return [...tables, join(out, net2netExperimentFiles.report), ''].join('\n');
}
