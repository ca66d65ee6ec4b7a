/** Judging what was learnt by data that was held out. */

import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import type { CompiledEvaluation } from './compiled.js';
import type { Pictures, Totals } from './job.js';
import type { HostBatch, Learner } from './learner.js';

/** A batch of held-out data, and its baselines. */
interface HeldOutBatch {
  readonly batch: HostBatch;
  readonly size: number;
  readonly baselines: Readonly<Record<string, number>>;
}

/** Gets the first `count` batches and measures what has to be beaten. */
export function heldOutBatches(
  batchAt: (n: number) => Promise<HostBatch>,
  count: number,
  baselines: NonNullable<Learner['baselines']> = () => ({}),
): Promise<HeldOutBatch[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const batch = await batchAt(n);
      const size = Object.values(batch)[0]!.shape[0]!;
      return { batch, size, baselines: baselines(batch) };
    }),
  );
}

/** A function that judges weights: means and totals over everything held out, and the pictures of the first batch. */
export function validation(batches: readonly HeldOutBatch[], evaluate: CompiledEvaluation) {
  const total = batches.reduce((sum, { size }) => sum + size, 0);
  return async (judged: Tree<HostTensor>) => {
    const means: Record<string, number> = {};
    const sums: Record<string, Totals> = {};
    let shown: Pictures = {};
    for (const [i, { batch, size, baselines }] of batches.entries()) {
      const { metrics, pictures, totals = {} } = await evaluate(judged, batch);
      const values = Object.entries(metrics).map(([name, { data }]) => [name, data[0]!] as const);
      // The last batch can be smaller: every example has the same weight.
      for (const [name, value] of [...values, ...Object.entries(baselines)]) {
        means[name] = (means[name] ?? 0) + (value * size) / total;
      }
      for (const [name, { shape, data }] of Object.entries(totals)) {
        const before = sums[name]?.data ?? new Float64Array(data.length);
        sums[name] = { shape, data: before.map((sum, j) => sum + data[j]!) };
      }
      if (i === 0) shown = pictures as Pictures;
    }
    return { metrics: means, pictures: shown, totals: sums };
  };
}
