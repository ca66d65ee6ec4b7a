/** Spectra find waves where they are, and checkerboards whatever the picture. */

import { normalValues, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gridEnergy, gridPeriods } from './grid-energy.js';
import { powerSpectrum } from './power-spectrum.js';
import { radialAverage } from './radial-average.js';

const size = 64;

/** Images, `[count, size, size, 1]`, from a function of place. */
function images(count: number, value: (n: number, y: number, x: number) => number): tf.Tensor {
  const data = Float32Array.from({ length: count * size * size }, (_, i) =>
    value(Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size),
  );
  return tf.tensor(data, [count, size, size, 1]);
}

function spectrumOf(batch: tf.Tensor): HostTensor<'float32'> {
  const spectrum = powerSpectrum(batch);
  return { shape: spectrum.shape, dtype: 'float32', data: spectrum.dataSync<'float32'>() };
}

/** The same transform, summed up term by term in double precision. */
function witness(plane: readonly number[], u: number, v: number): number {
  const hann = Array.from({ length: size }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / size) ** 2);
  const meanSquare = hann.reduce((sum, value) => sum + value ** 2, 0) / size;
  const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
  let [real, imaginary] = [0, 0];
  plane.forEach((value, i) => {
    const [y, x] = [Math.floor(i / size), i % size];
    const faded = (value - mean) * hann[y]! * hann[x]!;
    const angle = (-2 * Math.PI * (u * y + v * x)) / size;
    real += faded * Math.cos(angle);
    imaginary += faded * Math.sin(angle);
  });
  return (real ** 2 + imaginary ** 2) / (size * meanSquare) ** 2;
}

const noise = normalValues(randomKey(1), [8 * size * size]).data;
const white = (n: number, y: number, x: number) => noise[(n * size + y) * size + x]!;

/** Noise as smooth as photographs: each pixel leans on those above and to its left. */
const smooth = (() => {
  const data = Float32Array.from(noise);
  const at = (n: number, y: number, x: number) => (y < 0 || x < 0 ? 0 : data[(n * size + y) * size + x]!);
  for (let i = 0; i < data.length; i++) {
    const [n, y, x] = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size];
    data[i] = 0.9 * (at(n, y - 1, x) + at(n, y, x - 1)) - 0.81 * at(n, y - 1, x - 1) + 0.1 * data[i]!;
  }
  return at;
})();

describe('the power spectrum', () => {
  it('is that of the definition', () => {
    const plane = Array.from({ length: size ** 2 }, (_, i) => white(0, Math.floor(i / size), i % size) + 3);
    const { data } = spectrumOf(images(1, (_, y, x) => plane[y * size + x]!));
    for (const [u, v] of [
      [0, 1],
      [3, 5],
      [32, 32],
      [63, 8],
      [40, 0],
    ] as const) {
      expect(data[u * size + v]).toBeCloseTo(witness(plane, u, v), 4);
    }
  });

  it('of white noise is flat, its variance everywhere', () => {
    const { data } = spectrumOf(images(8, white));
    const inner = [...data].filter((_, i) => Math.floor(i / size) > 1 && i % size > 1);
    expect(inner.reduce((sum, power) => sum + power, 0) / inner.length).toBeCloseTo(1, 1);
  });

  it('of a wave is a peak at its frequency, and the radial average has it at its length', () => {
    const spectrum = spectrumOf(images(1, (_, y, x) => Math.sin((2 * Math.PI * (12 * y + 5 * x)) / size)));
    const places = [...spectrum.data.keys()].toSorted((a, b) => spectrum.data[b]! - spectrum.data[a]!);
    expect(places.slice(0, 2).toSorted((a, b) => a - b)).toEqual([12 * size + 5, 52 * size + 59]);
    const points = radialAverage(spectrum);
    const [highest] = points.toSorted((a, b) => b.power - a.power);
    expect(highest!.frequency).toBe(13 / size);
    expect(points.at(-1)!.frequency).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('needs squares', () => {
    expect(() => powerSpectrum(tf.zeros([1, 8, 16, 3]))).toThrow('no batch of square images');
  });
});

describe('the energy of grids', () => {
  const original = spectrumOf(images(8, smooth));
  const strength = 0.05;

  it('of images without a pattern is none, blurred or not', () => {
    const blurred = (n: number, y: number, x: number) =>
      (smooth(n, y, x) + smooth(n, y, Math.max(x - 1, 0)) + smooth(n, Math.max(y - 1, 0), x)) / 3;
    for (const spectrum of [original, spectrumOf(images(8, blurred))]) {
      for (const energy of Object.values(gridEnergy(spectrum, original)))
        expect(Math.abs(energy)).toBeLessThan(0.35);
    }
  });

  it.each(gridPeriods)('finds what repeats every %d pixels, in proportion to its power', (period) => {
    const pattern = (y: number, x: number) => (x % period === 0 && y % period === 0 ? period ** 2 / 2 : 0);
    const energyOf = (factor: number) =>
      gridEnergy(
        spectrumOf(images(8, (n, y, x) => smooth(n, y, x) + factor * strength * pattern(y, x))),
        original,
      );
    const found = energyOf(4);
    expect(found[period]).toBeGreaterThan(1);
    for (const coarser of gridPeriods.filter((each) => each > period))
      expect(found[coarser]).toBeLessThan(0.35);
    expect(energyOf(8)[period] / found[period]).toBeGreaterThan(3);
    expect(energyOf(8)[period] / found[period]).toBeLessThan(5);
  });

  it('does not take an edge or a texture of another period for a grid', () => {
    const texture = images(
      8,
      (n, y, x) => smooth(n, y, x) + (x > 29 ? 0.5 : 0) + 0.2 * Math.sin((2 * Math.PI * y) / 5.7),
    );
    const own = spectrumOf(texture);
    for (const energy of Object.values(gridEnergy(own, own))) expect(Math.abs(energy)).toBeLessThan(0.5);
  });

  it('needs spectra of one size that the periods divide', () => {
    const small = spectrumOf(tf.zeros([1, 20, 20, 1]));
    expect(() => gridEnergy(small, small)).toThrow('the same multiple of 8');
  });
});
