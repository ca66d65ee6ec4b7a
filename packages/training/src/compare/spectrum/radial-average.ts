/** A spectrum by how fine its detail is, whatever its direction. */

import type { HostTensor } from '@diopter/core-tensor/tree';

/** The mean power of all frequencies of about the same length. */
export interface SpectrumPoint {
  /** In cycles per pixel: 0.5 is a stripe of two pixels; diagonal detail reaches 0.71. */
  readonly frequency: number;
  readonly power: number;
}

/**
 * The means over rings of frequencies, `1 / size` cycles per pixel wide. What does not vary is left out.
 *
 * @param spectrum `[size, size]`, as `powerSpectrum` gives it.
 */
export function radialAverage({ shape, data }: HostTensor<'float32'>): SpectrumPoint[] {
  const size = shape[0]!;
  const sums = new Map<number, { total: number; count: number }>();
  data.forEach((power, i) => {
    const [u, v] = [Math.floor(i / size), i % size].map((index) => Math.min(index, size - index)) as [
      number,
      number,
    ];
    const ring = Math.round(Math.hypot(u, v));
    const { total, count } = sums.get(ring) ?? { total: 0, count: 0 };
    sums.set(ring, { total: total + power, count: count + 1 });
  });
  return [...sums]
    .filter(([ring]) => ring > 0)
    .sort(([a], [b]) => a - b)
    .map(([ring, { total, count }]) => ({ frequency: ring / size, power: total / count }));
}
