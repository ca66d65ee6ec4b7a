/** One of several players: its parameters, its own optimizer, and a step or none. */

import {
  adam,
  movingAverage,
  type Optimizer,
  type Schedule,
  valueAndGradients,
} from '@diopter/core-tensor/optim';
import type { Tree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** What a player learns. */
export type PlayerState<P> = {
  readonly parameters: P;
  /** What its optimizer remembers. A paused player keeps it. */
  readonly moments: Readonly<Record<string, P>>;
  /** How many steps it has done: less than the run, if it was paused. */
  readonly steps: tf.Scalar;
  /** The moving average of the parameters, if there is to be one. */
  readonly average: P | null;
};

/** Options of {@link player}. */
export interface PlayerOptions {
  /** By the step of the run, counted from 1. */
  readonly learningRate: Schedule;
  readonly optimizer?: Optimizer;
  /** Decay of the moving average of the parameters, from 0 up to but not including 1; 0 for none. */
  readonly averageDecay?: number;
}

/** A state, and what was computed on the way to it. */
export interface Turn<P, Found> {
  readonly state: PlayerState<P>;
  readonly found: Found;
}

/** A pure way of learning, for parameters of any structure. */
export interface Player {
  start<P extends Tree<tf.Tensor>>(parameters: P): PlayerState<P>;
  /**
   * One step of the optimizer on the gradients of `f`'s value.
   *
   * @param step of the run, counted from 1.
   */
  learn<P extends Tree<tf.Tensor>, Found extends { readonly value: tf.Scalar }>(
    state: PlayerState<P>,
    f: (parameters: P) => Found,
    step: tf.Scalar,
  ): Turn<P, Found>;
}

/**
 * A player with its own optimizer (Adam by default) and learning rate. Adam's bias correction counts the player's own steps, its schedule those
 * of the run.
 *
 * @example
 * const discriminator = player({
 *   optimizer: adam({ weightDecay: 4e-4 }),
 *   learningRate: multistep({ initial: 2e-4, milestones: [300_000, 500_000], factor: 0.5 }),
 * });
 */
export function player({ learningRate, optimizer = adam(), averageDecay = 0 }: PlayerOptions): Player {
  const averaging = movingAverage({ decay: averageDecay, warmUp: true });
  return {
    start: (parameters) => ({
      parameters,
      moments: optimizer.init(parameters),
      steps: tf.scalar(0),
      average: averageDecay > 0 ? averaging.init(parameters) : null,
    }),

    learn({ parameters, moments, steps, average }, f, step) {
      const { gradients, ...found } = valueAndGradients(f, parameters);
      const own = tf.add(steps, 1) as tf.Scalar;
      const next = optimizer.update(gradients, moments, parameters, {
        learningRate: learningRate(step),
        step: own,
      });
      const state = {
        parameters: next.parameters,
        moments: next.state,
        steps: own,
        average: average && averaging.update(average, next.parameters, { step: own }),
      };
      return { state, found: found as unknown as ReturnType<typeof f> };
    },
  };
}

/** The turn of a player that is paused: it looks, and stays as it is. */
export function paused<P, Found>(state: PlayerState<P>, f: (parameters: P) => Found): Turn<P, Found> {
  return { state, found: f(state.parameters) };
}
