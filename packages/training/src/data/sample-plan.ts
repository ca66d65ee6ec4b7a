/** Which picture, crop and mirror image is where in which batch: decided by keys, before a single file is read. */

import { foldIn, type Key, permutationValues, uniformValues } from '@diopter/core-tensor/random';

/** One picture of a batch and what is done to it. */
export interface Sample {
  /** In the data set. */
  readonly index: number;
  /** The crop's place from left, 0, to right, 1. */
  readonly x: number;
  /** The crop's place from top, 0, to bottom, 1. */
  readonly y: number;
  /** Whether left and right are exchanged. */
  readonly flip: boolean;
}

/** What the samples of a training run are drawn from. */
export interface SamplePlanOptions {
  readonly key: Key;
  readonly batchSize: number;
  /** How many pictures there are. */
  readonly length: number;
  /** Whether every other picture, by chance, is mirrored. */
  readonly flip?: boolean;
}

/**
 * The samples of batch `n`, a pure function of the options and `n`. The batches go through the pictures epoch after
 * epoch, every epoch in an order of its own; one batch can hold the end of an epoch and the start of the next, so that no
 * picture is left out.
 */
export function samplePlan({
  key,
  batchSize,
  length,
  flip = false,
}: SamplePlanOptions): (n: number) => Sample[] {
  const orderKey = foldIn(key, 'order');
  const placeKey = foldIn(key, 'place');
  const order = rememberLast((epoch) => permutationValues(foldIn(orderKey, epoch), length).data);
  return (n) =>
    Array.from({ length: batchSize }, (_, i) => {
      const position = n * batchSize + i;
      const [x = 0, y = 0, coin = 0] = uniformValues(foldIn(placeKey, position), [3]).data;
      const index = order(Math.floor(position / length))[position % length]!;
      return { index, x, y, flip: flip && coin < 0.5 };
    });
}

/** A function that computes its last result only once. */
function rememberLast<Result>(f: (argument: number) => Result): (argument: number) => Result {
  let last: { readonly argument: number; readonly result: Result } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: f(argument) };
    return last.result;
  };
}
