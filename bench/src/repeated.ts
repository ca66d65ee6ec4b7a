/** A step as a bench repeats it: compiled, with donated state, the same batch and a fresh key each time. */

import { type Compiled, jit } from '@diopter/core-tensor/jit';
import { foldIn, type Key, randomKey } from '@diopter/core-tensor/random';
import { flatten, type HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { StartOptions, Steps } from './bench.js';

/** What is repeated. */
export interface RepeatedStep<State, Batch> {
  readonly state: State;
  /** Tensors by name. */
  readonly batch: Readonly<Record<keyof Batch, HostTensor>>;
  /** What is trained, to be counted. */
  readonly parameters: unknown;
  /** Step `n`, counted from 1. */
  readonly step: (state: State, batch: Batch, key: Key, n: tf.Scalar) => { state: State; loss: tf.Scalar };
}

/** The compiled step. Of states of any type the compiler cannot see that what goes out can go in again. */
interface CompiledStep {
  (state: unknown, batch: unknown, key: Key, n: number): Promise<{ state: unknown; loss: HostTensor }>;
  prepare(...args: Parameters<CompiledStep>): Promise<Compiled>;
  release(): Promise<void>;
}

/** Compiles a step and holds its state. */
export async function repeated<State, Batch>(
  { state: start, batch, parameters, step }: RepeatedStep<State, Batch>,
  { threads, profile }: StartOptions,
): Promise<Steps> {
  const options = { donate: [0], threads, ...(profile !== undefined && { profile }) };
  const compiled = jit(step as (...args: never[]) => unknown, options) as unknown as CompiledStep;
  const key = randomKey(2);
  const { compileMilliseconds } = await compiled.prepare(start, batch, key, 1);
  let state: unknown = start;
  let n = 0;
  return {
    parameterCount: flatten(parameters).leaves.reduce<number>(
      (sum, leaf) => sum + (leaf as tf.Tensor).size,
      0,
    ),
    compileMilliseconds,
    async next() {
      n += 1;
      const result = await compiled(state, batch, foldIn(key, n), n);
      state = result.state;
      return result.loss.data[0]!;
    },
    release: () => compiled.release(),
  };
}
