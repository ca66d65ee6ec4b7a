/** Checkerboards: energy that stands out at the frequencies of patterns that repeat every 2, 4 or 8 pixels. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';

/** The periods, in pixels, of what one, two and three up-convolutions of stride 2 can leave behind. */
export const gridPeriods = [2, 4, 8] as const;

/** For each period how much stands out; what natural images have around those frequencies is 1. */
export type GridEnergy = Readonly<Record<(typeof gridPeriods)[number], number>>;

/** How far from a peak its surroundings are, in steps of the spectrum: the window blurs a peak to one step. */
const surroundings = [-3, -2, 2, 3] as const;

/**
 * How much of images is a pattern that repeats every few pixels at the same places: what up-convolutions leave whose kernels
 * overlap unevenly. The definition is ours. The frequencies of a period `p` are the multiples of `1 / p` cycles per pixel
 * along height and width that are not among those of `p / 2`. At each, what counts is the power above that of the images' own
 * surroundings, in units of the power that the *originals* have there (and that of noise of one level of 255, below which
 * nothing is seen); the result is the mean over the period's frequencies. So 0 is none, and 1 a pattern as strong as all natural
 * detail that fine. A tenth or so, of either sign, is chance. It does not count what is missing: blurred images have 0.
 *
 * The surroundings are the frequencies two and three steps away along the height and along the width; on an axis, where
 * natural images have more than beside it, along the axis only. Their mean is geometric, since spectra fall by powers.
 *
 * @param spectrum of the images, `[size, size]` as `powerSpectrum` gives it, `size` a multiple of 8 and at least 32.
 * @param original of what they should be.
 * @throws DiopterError `shape-mismatch` for another size.
 */
export function gridEnergy(spectrum: HostTensor<'float32'>, original: HostTensor<'float32'>): GridEnergy {
  const size = spectrum.shape[0]!;
  if (size < 32 || size % 8 !== 0 || original.shape[0] !== size) {
    throw new DiopterError('shape-mismatch', {
      what: `spectra of ${size} and ${original.shape[0]} frequencies: they must be the same multiple of 8, at least 32`,
      where: 'gridEnergy',
    });
  }
  const excess = (period: number) => {
    const places = gridPlaces(size, period);
    const sum = places.reduce((total, [u, v]) => {
      const own = powerAt(spectrum, u, v) - around(spectrum, u, v);
      return total + own / (around(original, u, v) + unseen);
    }, 0);
    return sum / places.length;
  };
  return { 2: excess(2), 4: excess(4), 8: excess(8) };
}

/** The frequencies of a period, without those of its half. */
function gridPlaces(size: number, period: number): (readonly [u: number, v: number])[] {
  const steps = Array.from({ length: period }, (_, k) => (k * size) / period);
  const isOfHalf = (place: number) => place % ((2 * size) / period) === 0;
  return steps.flatMap((u) => steps.filter((v) => !(isOfHalf(u) && isOfHalf(v))).map((v) => [u, v] as const));
}

function powerAt({ shape, data }: HostTensor<'float32'>, u: number, v: number): number {
  const size = shape[0]!;
  return data[((u + size) % size) * size + ((v + size) % size)]!;
}

/** The geometric mean of the powers around a frequency. */
function around(spectrum: HostTensor<'float32'>, u: number, v: number): number {
  const powers = surroundings.flatMap((offset) => [
    ...(v === 0 || u !== 0 ? [powerAt(spectrum, u + offset, v)] : []),
    ...(u === 0 || v !== 0 ? [powerAt(spectrum, u, v + offset)] : []),
  ]);
  return Math.exp(
    powers.reduce((sum, power) => sum + Math.log(Math.max(power, smallest)), 0) / powers.length,
  );
}

/** The power of white noise with a deviation of one level of 255. */
const unseen = 1 / 255 ** 2;

/** In place of no power at all, which has no logarithm. */
const smallest = 1e-12;
