/** Draws of mixtures of Gaussians, on the host. */

import { type Key, normalValues, splitKey, uniformValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { DiagonalMixture } from './diagonalize.js';

/** `count` components, each with its probability. */
export function drawComponents(key: Key, weights: ArrayLike<number>, count: number): number[] {
  const bounds = Array.from(weights).map(
    (
      (total) => (weight) =>
        (total += weight)
    )(0),
  );
  return [...uniformValues(key, [count]).data].map((level) => {
    const component = bounds.findIndex((bound) => level < bound);
    // Rounding may leave the last bound below 1.
    return component === -1 ? bounds.length - 1 : component;
  });
}

/** Independent draws, `[count, dimensions]`: standard normal numbers, stretched along the principal axes. */
export function drawGaussians(
  key: Key,
  { weights, means, axes, variances }: DiagonalMixture,
  count: number,
): HostTensor<'float32'> {
  const [componentKey, noiseKey] = splitKey(key);
  const dimensions = variances.shape[1]!;
  const noise = normalValues(noiseKey, [count, dimensions]).data;
  const data = new Float32Array(count * dimensions);
  drawComponents(componentKey, weights.data, count).forEach((component, row) => {
    const first = component * dimensions;
    for (let i = 0; i < dimensions; i++) {
      let value = means.data[first + i]!;
      for (let axis = 0; axis < dimensions; axis++) {
        const deviation = Math.sqrt(variances.data[first + axis]!) * noise[row * dimensions + axis]!;
        value += axes.data[(first + i) * dimensions + axis]! * deviation;
      }
      data[row * dimensions + i] = value;
    }
  });
  return { shape: [count, dimensions], dtype: 'float32', data };
}
