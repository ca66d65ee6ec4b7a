/** Measures whether memory and time grow in proportion to depth. */

import type { BenchName } from '../benches/index.js';
import { startDiopter } from '../process/engine-process.js';
import { type BenchRecord, recordOf } from '../report/records.js';
import { slope } from './statistics.js';

/** Layers of the networks. */
const depths = [25, 50, 100, 200, 400];

/** What was measured at one depth. */
export interface DepthRecord extends BenchRecord {
  readonly depth: number;
}

/** Runs Diopter alone, a process for each depth, one after the other. */
export async function measureByDepth(
  name: BenchName,
  { steps, threads }: { readonly steps: number; readonly threads: number },
): Promise<DepthRecord[]> {
  const records: DepthRecord[] = [];
  for (const depth of depths) {
    const process = await startDiopter(name, threads, { depth });
    try {
      const ran = [await process.run(steps)];
      const { engine, ready } = process;
      records.push({ ...recordOf({ name, engine, threads, ready, ran }), depth });
    } finally {
      await process.stop();
    }
  }
  return records;
}

/** How the peak of memory grows: the slope of the line with the least squared error, and how far the readings are from it. */
export function memoryByDepth(records: readonly Pick<DepthRecord, 'depth' | 'peakMemoryMiB'>[]): {
  readonly mebibytesPerLayer: number;
  readonly largestDeviation: number;
} {
  const points = records.map(({ depth, peakMemoryMiB }) => ({ x: depth, y: peakMemoryMiB ?? Number.NaN }));
  const mebibytesPerLayer = slope(points);
  const mean = (of: 'x' | 'y') => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const offset = mean('y') - mebibytesPerLayer * mean('x');
  const deviations = points.map(({ x, y }) => Math.abs(offset + mebibytesPerLayer * x - y) / y);
  return { mebibytesPerLayer, largestDeviation: Math.max(...deviations) };
}
