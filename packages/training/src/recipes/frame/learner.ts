/** What learns: its state, the steps it can take, and how it is judged, as pure functions over tensors. */

import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor, MapTree, Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { TrainOptions } from '../../loop/index.js';

/** What one step is given: tensors by name. */
export type TensorBatch = Readonly<Record<string, tf.Tensor>>;

/** The same in host memory. */
export type HostBatch = Readonly<Record<string, HostTensor>>;

/** One step: the learned state before it and after it, and numbers of it. */
export type Program<Learned> = (
  learned: Learned,
  batch: TensorBatch,
  key: Key,
  /** Which step it is, counting from 1. */
  step: tf.Scalar,
) => { readonly learned: Learned; readonly metrics: Readonly<Record<string, tf.Scalar>> };

/** The small state machine that chooses the next program by the numbers of the last step. Its state is kept in checkpoints. */
export interface Control<Name extends string, State extends ControlState = ControlState> {
  readonly start: State;
  /** @param step how many steps are done. */
  program(state: State, step: number): Name;
  next(state: State, metrics: Readonly<Record<string, number>>): State;
}

/** Plain data: what a checkpoint can hold. */
export type ControlState = Readonly<Record<string, boolean>>;

/** A learner. `Learned` is what a step changes, `Judged` the part of it that is judged and kept. */
export interface Learner<
  Learned extends Tree<tf.Tensor> = Tree<tf.Tensor>,
  Judged extends Tree<tf.Tensor> = Tree<tf.Tensor>,
  Name extends string = string,
> {
  start(key: Key): Learned;
  /** Each is compiled when it is first taken. */
  readonly programs: Readonly<Record<Name, Program<Learned>>>;
  /** Not needed where there is one program. */
  readonly control?: Control<Name>;
  /** Which validation is best, as `train` takes it: the lowest `loss` if nobody says. */
  readonly best?: TrainOptions<unknown, unknown>['best'];
  /** The part of a state that is judged and kept: parameters, or their average. */
  judged(learned: MapTree<Learned, HostTensor>): MapTree<Judged, HostTensor>;
  /** Judges without noise: numbers that are means over the batch, and what pictures are made of. */
  evaluate(
    judged: Judged,
    batch: TensorBatch,
  ): {
    readonly metrics: Readonly<Record<string, tf.Scalar>>;
    readonly pictures: Readonly<Record<string, tf.Tensor>>;
    /** What is added up over all batches, such as counts of mistakes; the shapes must not depend on the batch. */
    readonly totals?: Readonly<Record<string, tf.Tensor>>;
  };
  /** Numbers of a held-out batch that do not depend on what was learnt: what has to be beaten. */
  baselines?(batch: HostBatch): Readonly<Record<string, number>>;
}
