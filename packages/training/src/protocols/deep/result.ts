/** What the experiment of deep networks finds: plain data. */

import { type Spread, spreadsOf } from '../spread.js';
import type { ComparedNetwork } from './compared-networks.js';

/** A run's numbers. */
export interface DeepMeasures {
  /** Share of held-out pictures that are right after the last step; for a run that diverged, at its last validation. */
  readonly accuracy: number;
  /** Share of pictures of training batches that are right, over the last tenth of the steps. */
  readonly trainAccuracy: number;
  /** Cross-entropy of training batches over the same steps, in nats. */
  readonly trainLoss: number;
}

export const deepMeasures = [
  'accuracy',
  'trainAccuracy',
  'trainLoss',
] as const satisfies readonly (keyof DeepMeasures)[];

/** One run. */
export interface DeepRun extends DeepMeasures {
  readonly learningRate: number;
  readonly seed: number;
  readonly steps: number;
  /** Whether a loss was not finite: the run ended there. */
  readonly diverged: boolean;
  /** Weights of the network; not known of one that diverged. */
  readonly parameters?: number;
  /** Of training, validations and compiling included. */
  readonly seconds: number;
}

/** A network at a depth: the search of its learning rate, and the runs that are judged. */
export interface DeepCell {
  readonly depth: number;
  readonly network: ComparedNetwork;
  /** Short runs, one per rate. */
  readonly search: readonly DeepRun[];
  /** That of the search with the lowest loss on training batches: held-out pictures have no say in it. */
  readonly learningRate: number;
  /** One per seed, at that rate. */
  readonly runs: readonly DeepRun[];
  /** Over the seeds. */
  readonly measures: Readonly<Record<keyof DeepMeasures, Spread>>;
}

/** Everything. */
export interface DeepExperimentResult {
  readonly cells: readonly DeepCell[];
}

/** The rate to train at. Runs that diverged are out of the question, as long as one did not. */
export function chosenRate(search: readonly DeepRun[]): number {
  const finite = search.filter(({ diverged }) => !diverged);
  const candidates = finite.length > 0 ? finite : search;
  return candidates.reduce((best, run) => (run.trainLoss < best.trainLoss ? run : best)).learningRate;
}

/** A cell with the means and deviations of its runs. */
export function deepCell(cell: Omit<DeepCell, 'measures' | 'learningRate'>): DeepCell {
  return { ...cell, learningRate: chosenRate(cell.search), measures: spreadsOf(deepMeasures, cell.runs) };
}
