/** Batches prepared ahead of the step that needs them. */

import type { BatchAt } from './batches.js';

/** How far {@link prefetch} goes ahead. */
export interface PrefetchOptions {
  /** How many batches after the one asked for are prepared. */
  readonly ahead?: number;
  /** The number of batches: none is prepared from this one on. */
  readonly end?: number;
}

/**
 * The same batches, the next ones already on their way when one is asked for. What is given does not depend on timing, only
 * when. While a step blocks its thread, `batchAt` gets on only if it works in another thread: see `runInWorker`.
 *
 * @example
 * const next = prefetch(batchAt, { ahead: 2, end: steps });
 */
export function prefetch<B>(
  batchAt: BatchAt<B>,
  { ahead = 2, end = Number.POSITIVE_INFINITY }: PrefetchOptions = {},
): BatchAt<B> {
  const pending = new Map<number, Promise<B>>();
  const start = (n: number): Promise<B> => {
    const known = pending.get(n);
    if (known !== undefined) return known;
    const batch = batchAt(n);
    // An error is for whoever asks for this batch; until then it must not count as one that nobody handles.
    batch.catch(() => {});
    pending.set(n, batch);
    return batch;
  };
  return (n) => {
    const batch = start(n);
    for (let next = n + 1; next <= n + ahead && next < end; next++) start(next);
    for (const number of pending.keys()) if (number <= n || number > n + ahead) pending.delete(number);
    return batch;
  };
}
