/** Initial values of parameters as data: a distribution and, for scaled ones, the rule that gives its width. */

import type * as tf from '@tensorflow/tfjs';
import type { Key } from '../../random/index.js';

/** What each kind of {@link Initializer} is described by. */
export interface InitializerOptions {
  /** One value everywhere. */
  readonly constant: { readonly value: number };
  readonly normal: { readonly mean: number; readonly standardDeviation: number };
  readonly uniform: { readonly minimum: number; readonly maximum: number };
  /**
   * Standard deviation `coefficient * sqrt(numerator / fan)`, where `fan` is the layer's number of inputs per output value
   * (`'in'`), of outputs per input value (`'out'`) or the mean of both (`'average'`).
   */
  readonly scaled: {
    readonly distribution: 'normal' | 'uniform';
    readonly numerator: number;
    readonly fan: 'in' | 'out' | 'average';
    readonly coefficient: number;
  };
  /** For filters of transposed convolutions, see `interpolating`. */
  readonly interpolating: { readonly coefficient: number };
  /** See `orthogonal`. */
  readonly orthogonal: { readonly gain: number };
  /** See `deltaOrthogonal`. */
  readonly deltaOrthogonal: { readonly gain: number };
  /** See `looksLinear`. */
  readonly looksLinear: { readonly mirror: Mirror; readonly weights: Initializer };
}

/** Which channels of a layer are two halves, of which one is the other's negative: those it reads, those it makes, or both. */
export type Mirror = 'inputs' | 'outputs' | 'both';

/** A kind of {@link Initializer}. */
export type InitializerKind = keyof InitializerOptions;

/** The initializer of one kind. */
export type InitializerOf<K extends InitializerKind> = { readonly kind: K } & InitializerOptions[K];

/** How a parameter starts. Plain data; made by the functions beside it. */
export type Initializer = { readonly [K in InitializerKind]: InitializerOf<K> }[InitializerKind];

/** The fan rules a layer knows for one of its parameters. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** What is drawn: a parameter's shape and fans, by a key of its own. */
export interface Drawing {
  readonly key: Key;
  readonly shape: readonly number[];
  readonly fans: Fans;
}

/** Draws any parameter; handed to the kinds that are made of others. */
export type Draw = (initializer: Initializer, drawing: Drawing) => tf.Tensor;

/** How one kind draws. */
export type Drawer<K extends InitializerKind> = (
  initializer: InitializerOf<K>,
  drawing: Drawing,
  draw: Draw,
) => tf.Tensor;
