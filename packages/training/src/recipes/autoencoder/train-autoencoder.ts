/** Training the autoencoder: reads pictures and writes files in this thread, and does the steps in another. */

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { writeResult } from '../../files/write-result.js';
import { type RunFolderOptions, runFolder, runInWorker } from '../../loop/index.js';
import { readMetrics, validationPrefix, writeLossReport } from '../../reports/index.js';
import { type ComparatorFile, readComparatorFile, smallComparatorFile } from '../comparator-file.js';
import { writeRunConfiguration } from '../run-configuration.js';
import type { AutoencoderEvent, AutoencoderJob, AutoencoderResult } from './job.js';
import { type AutoencoderOptions, resolveOptions } from './options.js';
import { openPictures } from './pictures.js';
import { runFiles, writeModel, writeSamples } from './run-files.js';
import { runJournal } from './run-journal.js';

/** Where a run gets its pictures and its comparator, and where it goes. */
export interface AutoencoderRun extends Partial<AutoencoderOptions> {
  /** A folder of pictures, or of a known data set. */
  readonly data: string;
  /** The name of a known data set; `'folder'` for pictures. */
  readonly dataset?: string;
  /** The folder of the run. */
  readonly out: string;
  /** An ONNX file; a small network with random weights if there is none. */
  readonly comparator?: string;
  /** What to do if the folder holds a run already. */
  readonly existing?: NonNullable<RunFolderOptions['existing']>;
  /** CPU threads inside one operator. Does not change the numbers. */
  readonly threads?: number;
  /** Stops the run after the step at hand, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: AutoencoderEvent) => void;
}

/** How a run ended. */
export interface AutoencoderReport {
  /** Completed steps. */
  readonly step: number;
  readonly steps: number;
  readonly interrupted: boolean;
  /** The side of crops, in pixels. */
  readonly crop: number;
  /** Held-out pictures, one crop of each. */
  readonly heldOut: number;
  /** The validation that was best, whose weights are in `autoencoder.onnx`; none if it came to none. In decibels. */
  readonly best?: { readonly step: number; readonly psnr: number; readonly downsamplePsnr: number };
}

const worker = new URL('./autoencoder.worker.js', import.meta.url);

/**
 * Trains the DeePSiM-style autoencoder on 64x64 crops, and leaves in `out`: `samples.png` and `autoencoder.onnx` (both of the
 * best validation so far), `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`. Nothing is written before
 * everything has been read and compiled.
 *
 * @throws DiopterError about options, pictures, the comparator, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainAutoencoder({ data: 'photographs', out: 'runs/first', steps: 2000 });
 */
export async function trainAutoencoder({
  data,
  dataset = 'folder',
  out,
  comparator,
  existing = 'refuse',
  threads,
  signal,
  onEvent = () => {},
  ...given
}: AutoencoderRun): Promise<AutoencoderReport> {
  const options = resolveOptions(given);
  const key = randomKey(options.seed);
  const say = (text: string) => onEvent({ kind: 'message', text });
  const pictures = await openPictures(dataset, data, options, key, say);
  const { channels, heldOut } = pictures;
  const file =
    comparator === undefined
      ? smallComparatorFile(foldIn(key, 'comparator'), channels)
      : await readComparatorFile(comparator);
  const folder = runFolder(out, {
    existing,
    configuration: { dataset, pictures: pictures.count, comparator: hashOf(file), ...options },
    onDamaged: ({ message }) => say(`passed over: ${message}`),
  });
  const keeping = runJournal(folder, {
    opened: async () => {
      const source = comparator === undefined ? {} : { comparator: resolve(comparator) };
      await writeRunConfiguration(out, { data: resolve(data), dataset, ...source, ...options });
      if (comparator === undefined) await writeResult(join(out, runFiles.comparator), file.bytes);
    },
    improved: async (state, reconstructions) => {
      await writeModel(out, channels, state);
      await writeSamples(out, (await heldOut.batchAt(0)).images, reconstructions);
    },
  });
  const input: AutoencoderJob = {
    options,
    channels,
    validationBatches: heldOut.count,
    comparator: file,
    ...(threads !== undefined && { threads }),
  };
  const result = await runInWorker<AutoencoderResult, AutoencoderEvent>(worker, {
    input,
    services: { batches: { at: pictures.training }, validation: { at: heldOut.batchAt }, ...keeping },
    onEvent,
    ...(signal && { signal }),
  });
  return report(out, result, {
    steps: options.steps,
    crop: pictures.crop,
    heldOut: pictures.heldOutCount,
  });
}

function hashOf({ bytes, description }: ComparatorFile): string {
  return createHash('sha256').update(bytes).update(JSON.stringify(description)).digest('hex');
}

/** Draws the losses, and finds the best validation among the metrics. */
async function report(
  out: string,
  { step, interrupted, bestStep }: AutoencoderResult,
  numbers: Pick<AutoencoderReport, 'steps' | 'crop' | 'heldOut'>,
): Promise<AutoencoderReport> {
  const rows = await readMetrics(join(out, runFiles.metrics));
  if (rows.length > 0) await writeLossReport(out, rows, { metrics: ['loss', 'pixel', 'feature'] });
  const row = rows.find((candidate) => candidate.step === bestStep);
  const found = (name: string) => row?.[validationPrefix + name] ?? Number.NaN;
  const best = { step: bestStep, psnr: found('psnr'), downsamplePsnr: found('downsamplePsnr') };
  return {
    ...numbers,
    step,
    interrupted,
    ...(bestStep !== undefined && { best: { ...best, step: bestStep } }),
  };
}
