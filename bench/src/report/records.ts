/** The results of benches, one record per bench and engine. */

import { median } from '../measure/statistics.js';
import type { Ran, Ready } from '../process/messages.js';

/** What one engine did in one bench. */
export interface BenchRecord {
  readonly name: string;
  /** `diopter`, or `pytorch-` and its version. */
  readonly engine: string;
  readonly batch: number;
  readonly threads: number;
  /** Of the timed steps. */
  readonly medianMs: number;
  readonly minMs: number;
  /** The fastest PyTorch's median over Diopter's: above 1, Diopter is faster. Only on Diopter's records. */
  readonly speedVsPyTorch?: number;
  /** The most resident memory that the engine's process had; `null` where the system does not tell. */
  readonly peakMemoryMiB: number | null;
  /** From the function to a session; `null` for PyTorch, which compiles nothing here. */
  readonly compileMs: number | null;
}

/** The record of an engine that answered `ran`. */
export function recordOf({
  name,
  engine,
  threads,
  ready,
  ran,
}: {
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
  readonly ready: Ready;
  readonly ran: readonly Ran[];
}): BenchRecord {
  const times = ran.flatMap(({ milliseconds }) => milliseconds);
  return {
    name,
    engine,
    batch: ready.batch,
    threads,
    medianMs: median(times),
    minMs: Math.min(...times),
    peakMemoryMiB: ran.at(-1)?.peakMemoryMiB ?? null,
    compileMs: ready.compileMilliseconds ?? null,
  };
}

/** The records of one bench, with `speedVsPyTorch` on Diopter's if there is a PyTorch among them. */
export function withSpeed(records: readonly BenchRecord[]): BenchRecord[] {
  const peers = records.filter(({ engine }) => engine !== 'diopter').map(({ medianMs }) => medianMs);
  if (peers.length === 0) return [...records];
  return records.map((record) =>
    record.engine === 'diopter'
      ? { ...record, speedVsPyTorch: Math.min(...peers) / record.medianMs }
      : record,
  );
}
