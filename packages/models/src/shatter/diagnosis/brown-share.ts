/** Where an autocorrelation lies between white and brown noise. */

import { foldIn, type Key, splitKey } from '@diopter/core-tensor/random';
import { autocorrelation, brownNoise, whiteNoise } from '../measures/index.js';

/** Noise that an autocorrelation is compared with. */
export interface NoiseReference {
  /** Mean autocorrelation of brown noise, from lag 0. */
  readonly brown: readonly number[];
  /** Standard deviation of white noise's {@link brownShare}, of one number per point. */
  readonly whiteDeviation: number;
}

/** How many noises are averaged: the mean at lag 15 is then known to 0.02. */
const draws = 100;

/** Noise of as many points. */
export function noiseReference(key: Key, points: number, lags: number): NoiseReference {
  const curves = (noise: typeof whiteNoise, name: string) =>
    splitKey(foldIn(key, name), draws).map((key) => autocorrelation(noise(key, points), { lags }));
  const ofBrown = curves(brownNoise, 'brown');
  const brown = Array.from(
    { length: lags + 1 },
    (_, lag) => ofBrown.reduce((sum, curve) => sum + curve[lag]!, 0) / draws,
  );
  const squares = curves(whiteNoise, 'white').map((curve) => brownShare(curve, brown) ** 2);
  return { brown, whiteDeviation: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / draws) };
}

/** The factor that brings brown noise's autocorrelation closest (least squares over lags from 1): 0 for white noise, 1 for brown. */
export function brownShare(curve: ArrayLike<number>, brown: readonly number[]): number {
  let [product, square] = [0, 0];
  for (let lag = 1; lag < brown.length; lag++) {
    product += curve[lag]! * brown[lag]!;
    square += brown[lag]! ** 2;
  }
  return product / square;
}
