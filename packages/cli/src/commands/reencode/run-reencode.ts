/** What `diopter reencode` does. */

import { reencode, reencodingSheet, writeSheet } from '@diopter/training/experiments';
import { printed, quietEngine, saying } from '../experiment-output.js';
import type { ReencodeFlags } from './reencode.js';

/** Re-encodes, writes picture and page, and prints where they are. */
export async function runReencode(
  run: string,
  images: readonly string[],
  { out, json, quiet, count = 10, ...options }: ReencodeFlags,
): Promise<void> {
  quietEngine();
  const result = await reencode({ run, images, count, ...options, onMessage: saying(quiet) });
  const files = await writeSheet(out, reencodingSheet(result));
  const pictures = result.pictures.map(({ images: _, ...numbers }) => numbers);
  printed({ ...result, pictures }, files, json);
}
