/** What `diopter probe svm` does. */

import { type DatasetProbe, probeDataset } from '@diopter/training/probe';
import * as tf from '@tensorflow/tfjs';
import { displayOn } from '../../terminal/display.js';
import type { ProbeSvmFlags } from './probe.js';

/** Probes, with its progress on standard error, and prints the result. */
export async function runProbeSvm(features: string, { json, quiet, ...flags }: ProbeSvmFlags): Promise<void> {
  // Otherwise tfjs prints an invitation to install another backend.
  tf.enableProdMode();
  const display = displayOn(process.stderr, { quiet: quiet === true });
  try {
    const probe = await probeDataset({ features, ...flags, onMessage: (text) => display.line(text) });
    process.stdout.write(json ? `${JSON.stringify(probe)}\n` : `${probeText(probe)}\n`);
  } finally {
    display.end();
  }
}

function probeText({
  features,
  mean,
  deviation,
  accuracies,
  C,
  pictures,
  width,
  size,
}: DatasetProbe): string {
  const percent = (share: number) => (100 * share).toFixed(2);
  return [
    `${features}: ${percent(mean)} ± ${percent(deviation)} % right`,
    `${pictures} pictures of ${size}x${size}, ${width} features each, ${accuracies.length} folds, C ${C.toPrecision(2)}`,
  ].join('\n');
}
