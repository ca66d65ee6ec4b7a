/** Layers that multiply the channels of every place with a matrix, and weights for them. */

import { type Conv2d, conv2d, type Dense, dense } from '@diopter/core-tensor/graph';
import type { DoubleValues } from '../growth/index.js';
import type { Site } from './site.js';

/** What {@link weightLayer} makes. */
export interface WeightLayerOptions {
  /** Channels that it makes. */
  readonly units: number;
  readonly kernelSize: readonly [number, number];
  readonly bias: boolean;
}

/** A convolution of stride 1 that keeps the image's size, or a dense layer. */
export function weightLayer(
  { inserts }: Site,
  { units, kernelSize, bias }: WeightLayerOptions,
): Conv2d | Dense {
  if (inserts === 'dense') return dense({ units, bias });
  return conv2d({ filters: units, kernelSize, padding: 'same', bias });
}

/** The layer in words. */
export function formatWeightLayer(layer: Conv2d | Dense): string {
  return layer.kind === 'dense' ? 'dense layer' : `${layer.kernelSize.join('x')} convolution`;
}

/** What is not zero in a row of a matrix: which inputs an output adds up, times what. */
export type Terms = readonly (readonly [input: number, weight: number])[];

/** How many channels a {@link weightLayer} makes. */
export function unitsOf(layer: Conv2d | Dense): number {
  return layer.kind === 'dense' ? layer.units : layer.filters;
}

/**
 * Parameters of a {@link weightLayer}: a matrix in the centre of the kernel, zeros elsewhere.
 *
 * @param termsOf The matrix, by output.
 */
export function matrixParameters(
  layer: Conv2d | Dense,
  channels: number,
  termsOf: (output: number) => Terms,
): Readonly<Record<string, DoubleValues>> {
  const units = unitsOf(layer);
  const window = layer.kind === 'dense' ? [] : [...layer.kernelSize];
  const area = window.reduce((product, size) => product * size, 1);
  const data = new Float64Array(area * channels * units);
  // Both sizes are odd, so that the centre is in the middle of the list of taps too.
  const centre = ((area - 1) / 2) * channels * units;
  for (let output = 0; output < units; output++) {
    for (const [input, weight] of termsOf(output)) data[centre + input * units + output] = weight;
  }
  return {
    [layer.kind === 'dense' ? 'kernel' : 'filter']: { shape: [...window, channels, units], data },
    ...(layer.bias && { bias: { shape: [units], data: new Float64Array(units) } }),
  };
}
