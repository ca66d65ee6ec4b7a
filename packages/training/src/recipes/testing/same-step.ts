/** A step of a learner, compiled and eager. */

import { jit } from '@diopter/core-tensor/jit';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import { flatten, type HostTensor, leavesWithPaths, type Tree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { Learner, TensorBatch } from '../frame/index.js';

interface Compiled {
  (...args: unknown[]): Promise<Tree<HostTensor>>;
  release(): Promise<void>;
}

/** How far the two ways may be apart. */
interface SameStepOptions {
  /** Of moments and metrics, relative to their largest element. */
  readonly tolerance?: number;
  /** Beside that, where terms cancel and only rounding is left. */
  readonly rounding?: number;
}

/** Expects that the program `step` gives the same both ways, up to rounding. */
export async function expectSameStep<Learned extends Tree<tf.Tensor>>(
  learner: Pick<Learner<Learned>, 'start' | 'programs'>,
  batch: TensorBatch,
  key: Key,
  { tolerance = 1e-4, rounding = 0 }: SameStepOptions = {},
): Promise<void> {
  const start = learner.start(key);
  const step = learner.programs.step!;
  const eager = flatten(step(start, batch, foldIn(key, 5), tf.scalar(3)) as Tree<tf.Tensor>).leaves;
  // A recursive type of any tree is more than the types of `jit` can follow.
  const compiled = jit(step as (...args: never[]) => unknown) as unknown as Compiled;
  const found = leavesWithPaths(await compiled(start, batch, foldIn(key, 5), 3));
  await compiled.release();
  expect(found).toHaveLength(eager.length);
  found.forEach(({ path, leaf }, i) => {
    const expected = [...eager[i]!.dataSync()];
    const largest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const error = largest(expected.map((value, j) => value - leaf.data[j]!));
    // Adam divides by the size of a gradient: one that is almost zero moves a weight by more than it is right by.
    const allowed = /parameters|average/.test(path) ? 1e-2 : tolerance;
    expect(error, path).toBeLessThanOrEqual(allowed * largest(expected) + rounding);
  });
}
