/** What `diopter deepsim experiment` does. */

import { join } from 'node:path';
import { deepsimProtocol, type ProtocolResult, protocolFiles } from '@diopter/training/protocols';
import { spreadTable } from '../spread-table.js';
import { watchedExperiment } from '../watched-experiment.js';
import type { DeepsimExperimentFlags } from './deepsim.js';

/** @returns the exit code. */
export function runDeepsimExperiment({
  comparator,
  seeds,
  preset,
  steps,
  json,
  quiet,
  ...flags
}: DeepsimExperimentFlags): Promise<number> {
  return watchedExperiment(
    { json, quiet },
    (watching) =>
      deepsimProtocol({
        ...flags,
        ...watching,
        judge: comparator,
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
        training: { ...(preset !== undefined && { preset }), ...(steps !== undefined && { steps }) },
      }),
    (result) => asText(flags.out, result),
  );
}

function asText(out: string, { summary, directions }: ProtocolResult): string {
  const table = spreadTable(
    'loss',
    summary.map(({ loss, measures }) => ({ name: loss, measures: { ...measures } })),
  );
  const held = directions.map(
    ({ measure, expected, held, seeds }) => `${measure} ${expected}: in ${held} of ${seeds} seeds`,
  );
  return [table, ...held, join(out, protocolFiles.report), ''].join('\n');
}
