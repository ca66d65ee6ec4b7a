/** One run of the experiment: grown, trained once, and remembered by what it was made of. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import { writeModel } from '../../model-files/index.js';
import { trainClassifier } from '../../recipes/index.js';
import { curveOf, readMetrics, validationPrefix } from '../../reports/index.js';
import { rememberedRun, trainedOrDiverged } from '../remembered-run.js';
import { secondsSpent } from '../stopwatch.js';
import { multiplyAddsPerStep } from './cost.js';
import { type GrowthRun, measured } from './result.js';
import type { Grown } from './students.js';

type TrainingOptions = Parameters<typeof trainClassifier>[0];

/** How runs are watched. */
export type Watching = Pick<TrainingOptions, 'threads' | 'signal' | 'onEvent'>;

/** What of the recipe's options decides the numbers of a run. */
export type GrowthTraining = Omit<
  TrainingOptions,
  'out' | 'existing' | 'preset' | 'from' | 'network' | 'channels' | 'width' | keyof Watching
> &
  Required<Pick<TrainingOptions, 'seed' | 'steps' | 'learningRate' | 'batch'>>;

/** A run before it is done. */
export interface PlannedRun {
  readonly training: GrowthTraining;
  /** Whatever else decides what it starts from: plain data. */
  readonly origin: object;
  readonly start: () => Promise<Grown>;
  /** Multiply-adds that were spent on the teacher. */
  readonly spent: number;
  readonly studentSteps: number;
}

/**
 * Grows a network and trains it, or goes on with it; if that was done with the same settings before, only says what came out. A run that diverges is
 * a result like others. In `folder` it leaves what the recipe leaves, what it started from, and the certificate.
 *
 * @throws DiopterError as `trainClassifier`, but for losses that are not finite.
 * @returns `undefined` if the signal stopped it.
 */
export function judgedRun(
  folder: string,
  { training, origin, start, spent, studentSteps }: PlannedRun,
  watching: Watching,
): Promise<GrowthRun | undefined> {
  return rememberedRun(folder, { ...training, origin }, async () => {
    const { certificate, ...grown } = await start();
    const from = join(folder, 'start.safetensors');
    await writeModel(from, grown);
    if (certificate !== undefined) {
      await writeResult(join(folder, 'certificate.json'), `${JSON.stringify(certificate, null, 2)}\n`);
    }
    const outcome = await trainedOrDiverged(folder, () =>
      trainClassifier({ ...training, ...watching, from, out: folder, existing: 'resume' }),
    );
    if (outcome !== 'diverged' && outcome.interrupted) return undefined;
    const perStep = multiplyAddsPerStep(grown.model.graph, training.batch);
    const rows = await readMetrics(join(folder, 'metrics.jsonl'));
    const curve = curveOf(rows, `${validationPrefix}accuracy`).map(({ step, value }) => ({
      step,
      multiplyAdds: spent + step * perStep,
      accuracy: value,
    }));
    const { seed, steps, learningRate } = training;
    return {
      ...{ seed, steps, learningRate },
      diverged: outcome === 'diverged',
      ...measured(curve, studentSteps),
      ...(outcome !== 'diverged' && { parameters: outcome.facts.parameters as number }),
      multiplyAddsPerStep: perStep,
      ...(certificate && { growth: growthOf(certificate) }),
      curve,
      seconds: await secondsSpent(folder),
    };
  });
}

function growthOf({
  preserved,
  outputs,
}: NonNullable<Grown['certificate']>): NonNullable<GrowthRun['growth']> {
  return {
    preserved,
    difference: Math.max(
      ...outputs.map(({ float32, largest }) => float32 / Math.max(largest, Number.MIN_VALUE)),
    ),
  };
}
