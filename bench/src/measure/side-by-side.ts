/** Measures a bench with Diopter and every PyTorch, taking turns. */

import { setTimeout as pause } from 'node:timers/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { BenchName } from '../benches/index.js';
import { type EngineProcess, startDiopter, startPyTorch } from '../process/engine-process.js';
import type { Ran } from '../process/messages.js';
import type { PyTorch } from '../pytorch/find-pytorch.js';
import { type BenchRecord, recordOf, withSpeed } from '../report/records.js';
import { turns } from './turns.js';

/** Steps at the start that do not count: memory is touched for the first time, and libraries make their plans. */
const warmUpSteps = 3;

/** Threads of an engine wait for more work, busily, for a while after a step: the next engine starts after that. */
const pauseMilliseconds = 150;

/** What to measure with. */
export interface MeasureOptions {
  /** Timed steps of each engine. */
  readonly steps: number;
  readonly threads: number;
  readonly pyTorches: readonly PyTorch[];
}

/** One record of each engine, Diopter first. */
export async function measureSideBySide(
  name: BenchName,
  { steps, threads, pyTorches }: MeasureOptions,
): Promise<BenchRecord[]> {
  const processes: EngineProcess[] = [];
  try {
    processes.push(await startDiopter(name, threads));
    for (const pyTorch of pyTorches) processes.push(await startPyTorch(pyTorch, name, threads));
    requireSameNetwork(name, processes);
    for (const process of processes) await process.run(warmUpSteps);

    const results: Ran[][] = processes.map(() => []);
    for (const turn of turns(processes.length, steps)) {
      await pause(pauseMilliseconds);
      const process = processes[turn.engine]!;
      // The first step of a turn finds the caches full of the other engines' numbers.
      await process.run(1);
      results[turn.engine]!.push(await process.run(turn.steps));
    }
    return withSpeed(
      processes.map(({ engine, ready }, i) => recordOf({ name, engine, threads, ready, ran: results[i]! })),
    );
  } finally {
    await Promise.all(processes.map((process) => process.stop()));
  }
}

function requireSameNetwork(name: BenchName, processes: readonly EngineProcess[]): void {
  const sizes = processes.map(({ ready }) => `batch ${ready.batch}, ${ready.parameterCount} parameters`);
  const other = sizes.findIndex((size) => size !== sizes[0]);
  if (other === -1) return;
  throw new DiopterError('invalid-argument', {
    what: `diopter trains with ${sizes[0]}, ${processes[other]!.engine} with ${sizes[other]}`,
    where: `bench ${name}`,
  });
}
