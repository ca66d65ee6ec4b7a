/** What `diopter deep experiment` does. */

import { join } from 'node:path';
import { type DeepExperimentResult, deepExperiment, deepExperimentFiles } from '@diopter/training/protocols';
import { given } from '../given.js';
import { spreadTable } from '../spread-table.js';
import { watchedExperiment } from '../watched-experiment.js';
import type { DeepExperimentFlags } from './deep.js';

/** @returns the exit code. */
export function runDeepExperiment({
  seeds,
  preset,
  channels,
  batch,
  heldOut,
  validateEvery,
  json,
  quiet,
  ...flags
}: DeepExperimentFlags): Promise<number> {
  return watchedExperiment(
    { json, quiet },
    (watching) =>
      deepExperiment({
        ...flags,
        ...watching,
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
        training: given({ preset, channels, batch, heldOut, validateEvery }),
      }),
    (result) => asText(flags.out, result),
  );
}

function asText(out: string, { cells }: DeepExperimentResult): string {
  const depths = [...new Set(cells.map(({ depth }) => depth))];
  const tables = depths.map((depth) =>
    spreadTable(
      `${depth} layers`,
      cells
        .filter((cell) => cell.depth === depth)
        .map(({ network, learningRate, measures }) => ({
          name: `${network}, rate ${learningRate}`,
          measures,
        })),
    ),
  );
  const files = [deepExperimentFiles.accuracy, deepExperimentFiles.report].map((file) => join(out, file));
  return [...tables, ...files, ''].join('\n');
}
