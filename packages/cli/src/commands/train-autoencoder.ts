/** What `diopter train autoencoder` does. */

import { join } from 'node:path';
import { abortOnInterrupt } from '@diopter/training/loop';
import {
  type AutoencoderReport,
  type AutoencoderRun,
  readRunConfiguration,
  runFiles,
  trainAutoencoder,
} from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { formatDecibels } from '../terminal/format.js';
import { reporter } from '../terminal/reporter.js';
import type { TrainAutoencoderFlags } from './train.js';

/** The exit code of programs that Ctrl-C has stopped. */
const interruptedCode = 130;

/** @returns the exit code. */
export async function runTrainAutoencoder(
  { json, quiet, resume, replace, ...given }: TrainAutoencoderFlags,
  usageError: (message: string) => never,
): Promise<number> {
  // Otherwise tfjs prints an invitation to install another backend.
  tf.enableProdMode();
  if (resume && replace) usageError('--resume and --replace exclude each other');
  const saved = resume ? await readRunConfiguration(given.out) : undefined;
  const run = { ...saved, ...given } as Partial<AutoencoderRun> & { out: string };
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
    const report = await trainAutoencoder({
      ...run,
      data,
      existing: resume ? 'resume' : replace ? 'replace' : 'refuse',
      signal: interruption.signal,
      onEvent: progress.event,
    });
    progress.end();
    process.stdout.write(json ? `${JSON.stringify(asData(run.out, report))}\n` : asText(run.out, report));
    return report.interrupted ? interruptedCode : 0;
  } finally {
    progress.end();
    interruption.dispose();
  }
}

function asData(out: string, report: AutoencoderReport) {
  const files = Object.entries(runFiles).map(([name, file]) => [name, join(out, file)] as const);
  return { ...report, out, files: Object.fromEntries(files) };
}

function asText(out: string, { step, steps, interrupted, crop, heldOut, best }: AutoencoderReport): string {
  const lines = interrupted
    ? [`saved after step ${step} of ${steps}; go on with: diopter train autoencoder --out ${out} --resume`]
    : [`trained ${steps} steps`];
  if (best !== undefined) {
    lines.push(
      `PSNR on ${heldOut} held-out ${heldOut === 1 ? 'crop' : 'crops'}, after step ${best.step}, the best:`,
      `  ${formatDecibels(best.psnr)}  reconstructions`,
      `  ${formatDecibels(best.downsamplePsnr)}  ${crop / 8}x${crop / 8} downsample (area average) enlarged again (bicubic)`,
      ...described(out),
    );
  }
  return `${lines.join('\n')}\n`;
}

const descriptions: readonly (readonly [file: keyof typeof runFiles, what: string])[] = [
  ['samples', 'originals above reconstructions'],
  ['loss', 'losses over steps'],
  ['model', "the network, for 'diopter reconstruct' and everything else that runs ONNX"],
  ['metrics', 'one line of JSON per step'],
  ['checkpoints', 'last and best state'],
];

function described(out: string): string[] {
  const paths = descriptions.map(([file, what]) => [join(out, runFiles[file]), what] as const);
  const width = Math.max(...paths.map(([path]) => path.length));
  return paths.map(([path, what]) => `${path.padEnd(width)}  ${what}`);
}
