/** Runs Diopter's side of a bench once more, alone and traced. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchName } from '../benches/index.js';
import { startDiopter } from '../process/engine-process.js';
import { type Profile, profileOf, type TraceEvent } from './trace.js';

/** Steps before those that count. */
const warmUpSteps = 3;

/** Steps that count: few, since every node of every step is written down. */
const steps = 10;

/** Where the time of a step goes. Tracing takes time of its own: look at shares, not at milliseconds. */
export async function profileBench(name: BenchName, threads: number): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'diopter-bench-'));
  try {
    const process = await startDiopter(name, threads, { trace: join(folder, 'trace') });
    await process.run(warmUpSteps + steps);
    await process.stop();
    const [file = ''] = await readdir(folder);
    const events = JSON.parse(await readFile(join(folder, file), 'utf8')) as TraceEvent[];
    return profileOf(events, { skip: warmUpSteps });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
