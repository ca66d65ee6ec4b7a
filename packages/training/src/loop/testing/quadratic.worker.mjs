// The noisy quadratic in a worker thread: batches and the journal are services of the thread that started it.

import { train, workerMain } from '@diopter/training/loop';
import { noisyQuadratic } from './noisy-quadratic.mjs';

workerMain(async ({ input, services, emit, signal }) => {
  const { state, ...result } = await train({
    ...noisyQuadratic(input),
    batchAt: services.batches.at,
    journal: services.journal,
    onProgress: emit,
    signal,
  });
  return { ...result, state };
});
