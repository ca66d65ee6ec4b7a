/** White and brown noise, as many samples as there are points: what gradients are compared with. */

import { type Key, splitKey } from '@diopter/core-tensor/random';
import { brownNoise, whiteNoise } from '@diopter/models';
import { autocorrelationsOf } from './autocorrelations.js';
import type { NoiseAcf } from './result.js';

/** By name. */
export const noises = { white: whiteNoise, brown: brownNoise } as const;

/** The autocorrelations of `seeds` draws of each. */
export function noiseAutocorrelations(key: Key, seeds: number, points: number): readonly NoiseAcf[] {
  return (['white', 'brown'] as const).map((noise) => ({
    noise,
    ...autocorrelationsOf(splitKey(key, seeds).map((key) => noises[noise](key, points))),
  }));
}
