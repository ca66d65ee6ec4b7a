/** What `diopter net2net experiment` does. */

import { join } from 'node:path';
import {
  type Net2NetExperimentResult,
  net2netExperiment,
  net2netExperimentFiles,
  type Spread,
  students,
} from '@diopter/training/protocols';
import { formatTable } from '../../terminal/table.js';
import { given } from '../given.js';
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
    formatTable([
      [family, 'at the start', 'at equal steps', 'at equal compute'],
      ...cells
        .filter(({ student }) => students[student].family === family)
        .map(({ student, rateShare, measures: { atStart, equalSteps, equalCompute } }) => [
          `${student}, rate x ${rateShare}`,
          ...[atStart, equalSteps, equalCompute].map((spread) => percent(spread, teacher.runs.length)),
        ]),
    ]),
  );
  const teachers = `teacher: ${percent(teacher.measures.equalCompute, teacher.runs.length)} of held-out pictures right\n`;
  return [teachers, ...tables, join(out, net2netExperimentFiles.report), ''].join('\n');
}

/** One seed has no deviation. */
function percent({ mean, deviation }: Spread, seeds: number): string {
  const points = (share: number) => (100 * share).toFixed(1);
  return seeds > 1 ? `${points(mean)} ± ${points(deviation)} %` : `${points(mean)} %`;
}
