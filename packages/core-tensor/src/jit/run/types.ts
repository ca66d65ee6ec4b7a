/** The types of compiled functions: what `fn` sees, what callers pass, and what comes back. */

import type { Tensor } from '@tensorflow/tfjs';
import type { Key } from '../../random/index.js';
import type { HostTensor } from '../../tree/index.js';

/**
 * What a caller may pass where the function takes `T`: tensors also as host tensors, and scalars as numbers. Nothing where it
 * takes a number: it would get a tensor, so `T` is to be `tf.Scalar`.
 */
export type Fed<T> = T extends Tensor
  ? T | HostTensor | (number[] extends T['shape'] ? number : [] extends T['shape'] ? number : never)
  : T extends number
    ? never
    : T extends Key | string | boolean | null | undefined
      ? T
      : { readonly [Name in keyof T]: Fed<T[Name]> };

/** What a caller gets where the function returns `T`: host tensors. */
export type Fetched<T> = T extends Tensor | number
  ? HostTensor
  : T extends null | undefined
    ? T
    : { [Name in keyof T]: Fetched<T[Name]> };

/** Arguments as a caller passes them. */
export type FedArguments<Args extends readonly unknown[]> = { [I in keyof Args]: Fed<Args[I]> };
