/** What a training loop needs of the place where a run is kept: metrics to append, checkpoints to go on from. */

import type { Checkpoint } from '@diopter/core-tensor/checkpoint';
import type { MetricsRow } from '../../reports/index.js';

/** The best validation so far. */
export interface Best {
  readonly step: number;
  readonly value: number;
}

/** A training state after a number of completed steps. */
export interface SavedState<State> {
  readonly step: number;
  readonly best: Best | undefined;
  readonly state: State;
}

/**
 * Keeps one run. Calls come in order but need not wait for each other; every promise settles once what it is about is
 * kept. All values are plain data, so that a journal can live in another thread than the loop: see `runInWorker`.
 */
export interface Journal {
  /** What there is to go on from, if anything. Called once, before all else. Forgets what was recorded after that state. */
  open(): Promise<SavedState<Checkpoint> | undefined>;
  /** Keeps the metrics of a step. */
  record(row: MetricsRow): Promise<void>;
  /** Keeps a state, which must not be changed any more; `isBest` also under that name, until there is a better one. */
  save(saved: SavedState<unknown>, isBest: boolean): Promise<void>;
  /** Waits for everything to be kept. */
  close(): Promise<void>;
}
