/** What `diopter compare` does. */

import { join } from 'node:path';
import { type Comparison, compareRuns, comparisonFiles, writeComparison } from '@diopter/training/compare';
import * as tf from '@tensorflow/tfjs';
import { displayOn } from '../../terminal/display.js';
import type { CompareFlags } from './compare.js';
import { comparisonText } from './comparison-text.js';

/** Compares, writes picture, page and numbers, and prints the table. */
export async function runCompare(
  runs: readonly string[],
  { out, json, quiet, ...options }: CompareFlags,
): Promise<void> {
  // Otherwise tfjs prints an invitation to install another backend.
  tf.enableProdMode();
  const display = displayOn(process.stderr, { quiet: quiet === true });
  const compared = await compareRuns({ runs, ...options, onMessage: display.line });
  await writeComparison(out, compared);
  const { comparison } = compared;
  const files = Object.values(comparisonFiles).map((file) => join(out, file));
  process.stdout.write(
    json
      ? `${JSON.stringify(withoutSpectra(comparison), null, 2)}\n`
      : `${comparisonText(comparison)}\n${files.map((file) => `${file}\n`).join('')}`,
  );
}

/** The numbers without the curves, which are in the file. */
function withoutSpectra({ models, originals, ...setting }: Comparison) {
  const plain = ({ spectrum: _, ...numbers }: { readonly spectrum: unknown }) => numbers;
  return { models: models.map(plain), originals: plain(originals), ...setting };
}
