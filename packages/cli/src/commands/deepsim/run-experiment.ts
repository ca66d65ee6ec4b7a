/** What `diopter deepsim experiment` does. */

import { join } from 'node:path';
import { abortOnInterrupt } from '@diopter/training/loop';
import { deepsimProtocol, type ProtocolResult, protocolFiles } from '@diopter/training/protocol';
import * as tf from '@tensorflow/tfjs';
import { reporter } from '../../terminal/reporter.js';
import { formatTable } from '../../terminal/table.js';
import type { DeepsimExperimentFlags } from './deepsim.js';

/** @returns the exit code. */
export async function runDeepsimExperiment({
  data,
  dataset,
  probeData,
  comparator,
  out,
  seeds,
  losses,
  preset,
  steps,
  threads,
  json,
  quiet,
}: DeepsimExperimentFlags): Promise<number> {
  tf.enableProdMode();
  const progress = reporter(process.stderr, { quiet: quiet === true });
  const interruption = abortOnInterrupt(() => progress.message('stopping after this step, to save it'));
  try {
    const result = await deepsimProtocol({
      data,
      probeData,
      judge: comparator,
      out,
      seeds: Array.from({ length: seeds }, (_, i) => i + 1),
      losses,
      ...(dataset !== undefined && { dataset }),
      training: { ...(preset !== undefined && { preset }), ...(steps !== undefined && { steps }) },
      ...(threads !== undefined && { threads }),
      signal: interruption.signal,
      onEvent: progress.event,
    });
    progress.end();
    if (result === undefined) {
      process.stdout.write('stopped; give the same command to go on\n');
      return 130;
    }
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : asText(out, result));
    return 0;
  } finally {
    progress.end();
    interruption.dispose();
  }
}

function asText(out: string, { summary, directions }: ProtocolResult): string {
  const names = Object.keys(
    summary[0]?.measures ?? {},
  ) as (keyof ProtocolResult['summary'][number]['measures'])[];
  const rows = summary.map(({ loss, measures }) => [
    loss,
    ...names.map((name) => `${measures[name].mean.toFixed(3)} ± ${measures[name].deviation.toFixed(3)}`),
  ]);
  const held = directions.map(
    ({ measure, expected, held, seeds }) => `${measure} ${expected}: in ${held} of ${seeds} seeds`,
  );
  return [formatTable([['loss', ...names], ...rows]), ...held, join(out, protocolFiles.report), ''].join(
    '\n',
  );
}
