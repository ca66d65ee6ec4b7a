/** The training loop, where it keeps a run, and the thread it runs in. */
export { abortOnInterrupt, type Interruption } from './abort-on-interrupt.js';
export {
  checkpointPath,
  type FoundCheckpoint,
  newestCheckpoint,
  savedSteps,
} from './journal/checkpoint-folder.js';
export type { Configuration } from './journal/configuration.js';
export type { Best, Journal, SavedState } from './journal/journal.js';
export { type RunFolderOptions, runFolder } from './journal/run-folder.js';
export type { Metrics } from './metrics.js';
export type { Progress } from './progress.js';
export { type TrainOptions, type TrainResult, train } from './train.js';
export type { Services } from './worker/protocol.js';
export { type RunInWorkerOptions, runInWorker } from './worker/run-in-worker.js';
export { type WorkerContext, workerMain } from './worker/worker-main.js';
