/** Measures whether thousands of steps hold memory flat. */

import type { BenchName } from '../benches/index.js';
import { startDiopter } from '../process/engine-process.js';
import type { Ran } from '../process/messages.js';
import { type BenchRecord, recordOf } from '../report/records.js';
import { slope } from './statistics.js';

/** Memory is read after each so many steps, and a garbage collection: the rest would be how lazy the collector is. */
const interval = 100;

/** From here on memory should not grow. */
const settledAt = 300;

/** Where the record names the memory, besides the last step. */
const milestones = [300, 1000];

/** What the soak's record says about memory. */
export interface SoakFigures {
  /** Resident memory in MiB after so many steps and a garbage collection. */
  readonly memoryMiBAtStep: Readonly<Record<number, number>>;
  /** How fast it grows: the slope of a line through all readings from step 300 on; `null` for fewer than two. */
  readonly growthKiBPerStep: number | null;
}

/** Runs Diopter alone for `steps` steps. */
export async function measureSoak(
  name: BenchName,
  { steps, threads }: { readonly steps: number; readonly threads: number },
): Promise<BenchRecord & SoakFigures> {
  const process = await startDiopter(name, threads, { collectGarbage: true });
  try {
    const ran: Ran[] = [];
    const readings: { x: number; y: number }[] = [];
    for (let step = 0; step < steps; ) {
      const count = Math.min(interval, steps - step);
      step += count;
      const result = await process.run(count);
      ran.push(result);
      readings.push({ x: step, y: result.memoryMiB! });
    }
    return {
      ...recordOf({ name, engine: process.engine, threads, ready: process.ready, ran }),
      ...soakFigures(readings),
    };
  } finally {
    await process.stop();
  }
}

/** The figures of readings of memory in MiB, `y`, after `x` steps. */
export function soakFigures(readings: readonly { readonly x: number; readonly y: number }[]): SoakFigures {
  const named = readings.filter(({ x }, i) => milestones.includes(x) || i === readings.length - 1);
  const settled = readings.filter(({ x }) => x >= settledAt);
  return {
    memoryMiBAtStep: Object.fromEntries(named.map(({ x, y }) => [x, y])),
    growthKiBPerStep: settled.length < 2 ? null : 1024 * slope(settled),
  };
}
