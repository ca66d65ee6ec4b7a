/** What commands that experiment with trained networks have in common: quiet engines, messages and results. */

import type { SheetFiles } from '@diopter/training/experiments';
import * as tf from '@tensorflow/tfjs';
import { displayOn } from '../terminal/display.js';

/** Otherwise tfjs prints an invitation to install another backend. */
export function quietEngine(): void {
  tf.enableProdMode();
}

/** Where messages go: to standard error, or nowhere. */
export function saying(quiet: true | undefined): (text: string) => void {
  return displayOn(process.stderr, { quiet: quiet === true }).line;
}

/** Prints the paths of the files; as JSON together with the numbers. */
export function printed(numbers: object, files: SheetFiles, json: true | undefined): void {
  const text = json ? JSON.stringify({ ...numbers, files }, null, 2) : Object.values(files).join('\n');
  process.stdout.write(`${text}\n`);
}
