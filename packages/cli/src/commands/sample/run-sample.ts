/** What `diopter sample` does. */

import { sample, samplingSheet, writeSheet } from '@diopter/training/experiments';
import { printed, quietEngine } from '../experiment-output.js';
import type { SampleFlags } from './sample.js';

/** Samples, writes picture and page, and prints where they are. */
export async function runSample(run: string, { out, json, ...options }: SampleFlags): Promise<void> {
  quietEngine();
  const { images, ...numbers } = await sample({ run, ...options });
  const files = await writeSheet(out, samplingSheet({ images, ...numbers }));
  printed({ ...numbers, count: images.length }, files, json);
}
