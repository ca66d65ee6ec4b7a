/** What the thread that starts a run and the thread that does the steps tell each other. */

import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import type { Journal, Progress } from '../../loop/index.js';
import type { ControlState, HostBatch } from './learner.js';

/** What a run starts with; `input` is what its learner is made of. */
export interface Job<Input> {
  readonly input: Input;
  readonly steps: number;
  readonly seed: number;
  readonly validateEvery: number;
  readonly checkpointEvery: number;
  /** Whether to judge before the first step too. */
  readonly validateFirst?: boolean;
  /** How many batches of held-out data there are. */
  readonly validationBatches: number;
  /** CPU threads inside one operator; by default as many as `jit` takes. */
  readonly threads?: number;
}

/** What the steps need from the thread that started them. */
export type TrainingServices = {
  readonly batches: { at(n: number): Promise<HostBatch> };
  readonly validation: { at(n: number): Promise<HostBatch> };
  readonly journal: Journal;
  /** Takes what was judged after a step, which may turn out to be the best so far. */
  readonly gallery: { show(shown: Improvement): Promise<void> };
};

/** What was learnt after a step, and what came of it. */
export interface Improvement {
  readonly step: number;
  /** What the learner judges. */
  readonly judged: Tree<HostTensor>;
  /** What its `evaluate` made of the first held-out batch. */
  readonly pictures: Pictures;
  /** The sums of its `totals` over all held-out batches, in double precision; empty if there are none. */
  readonly totals: Readonly<Record<string, Totals>>;
}

/** A tensor that was added up. */
export interface Totals {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** What `evaluate` of a learner gives to be shown. */
export type Pictures = Readonly<Record<string, HostTensor<'float32'>>>;

/** A training state: one tree. */
export type TrainingState<Learned = Tree<HostTensor>> = {
  readonly learned: Learned;
  /** Of the learner's control. */
  readonly control: ControlState;
  /** What the key of each step is folded from. */
  readonly key: Key;
  /** Completed steps. */
  readonly step: number;
};

/** What is heard from a run. */
export type TrainingEvent =
  | {
      readonly kind: 'compiled';
      /** Which of the learner's programs; a learner that has only one calls it `step`. */
      readonly program: string;
      readonly provider: string;
      readonly reason: string;
      readonly milliseconds: number;
    }
  | ({ readonly kind: 'progress' } & Progress)
  | {
      readonly kind: 'validated';
      readonly step: number;
      readonly metrics: Readonly<Record<string, number>>;
      /** The most important of them, in words. */
      readonly headline?: string;
    }
  | { readonly kind: 'message'; readonly text: string };

/** How the steps ended. */
export interface StepsResult {
  /** Completed steps. */
  readonly step: number;
  readonly interrupted: boolean;
  /** After which step the validation was best; absent if there was none. */
  readonly bestStep?: number;
}
