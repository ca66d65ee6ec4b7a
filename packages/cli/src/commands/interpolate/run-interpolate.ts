/** What `diopter interpolate` does. */

import { interpolate, interpolationSheet, writeSheet } from '@diopter/training/experiments';
import { printed, quietEngine, saying } from '../experiment-output.js';
import type { InterpolateFlags } from './interpolate.js';

/** Interpolates, writes picture and page, and prints where they are. */
export async function runInterpolate(
  run: string,
  images: readonly string[],
  { out, json, quiet, ...options }: InterpolateFlags,
): Promise<void> {
  quietEngine();
  const result = await interpolate({ run, images, ...options, onMessage: saying(quiet) });
  const files = await writeSheet(out, interpolationSheet(result));
  const pairs = result.pairs.map(({ images: _, originals: __, ...numbers }) => numbers);
  printed({ ...result, pairs }, files, json);
}
