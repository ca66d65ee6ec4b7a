/** What the compiler lets pass into compiled functions, and what it says comes out. `tsc` is what checks these. */

import type * as tf from '@tensorflow/tfjs';
import { describe, expectTypeOf, it } from 'vitest';
import type { Key } from '../../random/index.js';
import type { HostTensor } from '../../tree/index.js';
import type { CompiledFunction } from './jit.js';
import type { Fed, FedArguments, Fetched } from './types.js';

type State = {
  readonly parameters: { filter: tf.Tensor4D; bias: tf.Tensor1D };
  readonly moments: readonly [tf.Tensor, tf.Tensor][];
  readonly step: tf.Scalar;
};

describe('callers may pass', () => {
  it('tensors of the rank that is asked for, or host tensors', () => {
    expectTypeOf<Fed<tf.Tensor2D>>().toEqualTypeOf<tf.Tensor2D | HostTensor>();
    expectTypeOf<tf.Tensor1D>().not.toExtend<Fed<tf.Tensor2D>>();
  });

  it('numbers for scalars and for tensors of any rank, and for no other', () => {
    expectTypeOf<number>().toExtend<Fed<tf.Scalar>>();
    expectTypeOf<number>().toExtend<Fed<tf.Tensor>>();
    expectTypeOf<number>().not.toExtend<Fed<tf.Tensor1D>>();
    expectTypeOf<number>().not.toExtend<Fed<tf.Tensor4D>>();
  });

  it('keys, texts, truth values and nothing as they are', () => {
    expectTypeOf<Fed<Key>>().toEqualTypeOf<Key>();
    expectTypeOf<Fed<'train' | 'evaluate'>>().toEqualTypeOf<'train' | 'evaluate'>();
    expectTypeOf<Fed<{ masked: boolean }>>().toEqualTypeOf<{ readonly masked: boolean }>();
    expectTypeOf<Fed<null>>().toEqualTypeOf<null>();
    expectTypeOf<string>().not.toExtend<Fed<'train' | 'evaluate'>>();
  });

  it('nothing where the function takes a number, which it would see as a tensor', () => {
    expectTypeOf<Fed<number>>().toEqualTypeOf<never>();
    expectTypeOf<Fed<number | tf.Scalar>>().toEqualTypeOf<number | tf.Scalar | HostTensor>();
  });

  it('optional arguments, or not', () => {
    expectTypeOf<FedArguments<[x: tf.Scalar, mode?: 'fast']>>().toEqualTypeOf<
      [x: tf.Scalar | HostTensor | number, mode?: 'fast']
    >();
  });

  it('what they got: a state goes round', () => {
    expectTypeOf<Fetched<State>>().toExtend<Fed<State>>();
  });
});

describe('callers get', () => {
  it('trees of host tensors of the same structure', () => {
    expectTypeOf<Fetched<State>>().toEqualTypeOf<{
      readonly parameters: { filter: HostTensor; bias: HostTensor };
      readonly moments: readonly [HostTensor, HostTensor][];
      readonly step: HostTensor;
    }>();
  });

  it('host tensors for numbers, and nothing where there is nothing', () => {
    expectTypeOf<Fetched<{ loss: tf.Scalar; count: number; none: null }>>().toEqualTypeOf<{
      loss: HostTensor;
      count: HostTensor;
      none: null;
    }>();
  });

  it('a promise', () => {
    type Step = CompiledFunction<[State, tf.Scalar], { state: State; loss: tf.Scalar }>;
    expectTypeOf<Step>().returns.resolves.toExtend<{ state: Fetched<State>; loss: HostTensor }>();
    expectTypeOf<Step>().parameter(1).toEqualTypeOf<tf.Scalar | HostTensor | number>();
  });
});
