/** What can be drawn from a key, as data. */

import { DiopterError } from '../errors/index.js';

/** Options of a normal distribution. */
export interface NormalOptions {
  readonly mean?: number;
  /** At least zero. */
  readonly standardDeviation?: number;
}

/** Options of a uniform distribution over [minimum, maximum); of whole numbers if `dtype` is int32. */
export interface UniformOptions {
  readonly minimum?: number;
  /** Above `minimum`. */
  readonly maximum?: number;
  readonly dtype?: 'float32' | 'int32';
}

/** Options of a coin. */
export interface BernoulliOptions {
  /** The probability of true, from 0 to 1. */
  readonly probability?: number;
}

/** The options of each distribution, defaults filled in. A permutation has none: its length is its shape. */
export interface DrawOptions {
  readonly normal: Required<NormalOptions>;
  readonly uniform: Required<UniformOptions>;
  readonly bernoulli: Required<BernoulliOptions>;
  readonly permutation: Readonly<Record<string, never>>;
}

/** The name of a distribution. */
export type Distribution = keyof DrawOptions;

/** One draw as plain data: a recorder keeps it, and `drawValues` carries it out. */
export type DrawRequest = {
  readonly [D in Distribution]: {
    readonly distribution: D;
    readonly shape: readonly number[];
    readonly options: DrawOptions[D];
  };
}[Distribution];

type Shape = readonly number[];

/** The request of `normal`. */
export function normalRequest(
  shape: Shape,
  { mean = 0, standardDeviation = 1 }: NormalOptions = {},
): DrawRequest {
  assertShape(shape, 'normal');
  assertOption(Number.isFinite(mean), 'normal', `the mean ${mean} is not finite`);
  assertOption(
    Number.isFinite(standardDeviation) && standardDeviation >= 0,
    'normal',
    `the standard deviation ${standardDeviation} is not finite and at least 0`,
  );
  return { distribution: 'normal', shape, options: { mean, standardDeviation } };
}

/** The request of `uniform`. */
export function uniformRequest(
  shape: Shape,
  { minimum = 0, maximum = 1, dtype = 'float32' }: UniformOptions = {},
): DrawRequest {
  assertShape(shape, 'uniform');
  const isInterval = dtype === 'int32' ? isInt32Interval : isFloat32Interval;
  assertOption(
    isInterval(minimum, maximum),
    'uniform',
    `[${minimum}, ${maximum}) is not an interval with ${dtype} bounds and something between them`,
  );
  return { distribution: 'uniform', shape, options: { minimum, maximum, dtype } };
}

/** The request of `bernoulli`. */
export function bernoulliRequest(shape: Shape, { probability = 0.5 }: BernoulliOptions = {}): DrawRequest {
  assertShape(shape, 'bernoulli');
  assertOption(
    probability >= 0 && probability <= 1,
    'bernoulli',
    `the probability ${probability} is not from 0 to 1`,
  );
  return { distribution: 'bernoulli', shape, options: { probability } };
}

/** The request of `permutation`. */
export function permutationRequest(length: number): DrawRequest {
  assertShape([length], 'permutation');
  return { distribution: 'permutation', shape: [length], options: {} };
}

function isFloat32Interval(minimum: number, maximum: number): boolean {
  const [low, high] = [Math.fround(minimum), Math.fround(maximum)];
  return Number.isFinite(low) && Number.isFinite(high) && low < high;
}

function isInt32Interval(minimum: number, maximum: number): boolean {
  return (minimum | 0) === minimum && ((maximum - 1) | 0) === maximum - 1 && minimum < maximum;
}

function assertShape(shape: Shape, where: string): void {
  const accepted = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  assertOption(accepted, where, `[${shape.join(', ')}] is not a shape`);
}

function assertOption(accepted: boolean, where: string, what: string): void {
  if (!accepted) throw new DiopterError('invalid-argument', { what, where });
}
