/** What every classifier of small pictures is described by. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Options of all classifiers. */
export interface ClassifierOptions {
  /** Height, width and channels of the pictures. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  /** Classes. */
  readonly outputs: number;
  /** What numbers of channels are multiplied with, and rounded; each is 1 or more. */
  readonly width?: number;
}

/** A number of channels times the width of the network. */
export function widened(channels: number, width: number): number {
  return Math.max(1, Math.round(channels * width));
}

/**
 * Refuses numbers that make no network.
 *
 * @param counts options that have to be whole numbers from 1, by name.
 * @throws DiopterError `invalid-argument`.
 */
export function checkClassifier(
  network: string,
  width: number,
  counts: Readonly<Record<string, number>>,
): void {
  const refused = (option: string, what: string) =>
    new DiopterError('invalid-argument', { what, where: `${network}, option ${option}` });
  if (!(width > 0 && Number.isFinite(width))) throw refused('width', `${width} is not above 0`);
  for (const [option, count] of Object.entries(counts)) {
    if (Number.isSafeInteger(count) && count >= 1) continue;
    throw refused(option, `${count} is not a whole number from 1`);
  }
}
