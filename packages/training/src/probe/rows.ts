/** Rows of features made of several layers. */

import type { HostTensor } from '@diopter/core-tensor/tree';

/** Layers `[images, features]` side by side. */
export function joinLayers(layers: readonly HostTensor<'float32'>[]): HostTensor<'float32'> {
  const count = layers[0]!.shape[0]!;
  const widths = layers.map(({ shape }) => shape[1]!);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const joined = new Float32Array(count * width);
  let offset = 0;
  layers.forEach(({ data }, layer) => {
    const own = widths[layer]!;
    for (let image = 0; image < count; image++) {
      joined.set(data.subarray(image * own, (image + 1) * own), image * width + offset);
    }
    offset += own;
  });
  return { shape: [count, width], dtype: 'float32', data: joined };
}

/**
 * Rows with each layer divided by the 99.99th percentile of its magnitudes, so that none outweighs the others: as the authors of
 * Exemplar-CNN do.
 *
 * @param widths how many columns each layer has.
 */
export function scaleLayers(
  { shape, data }: HostTensor<'float32'>,
  widths: readonly number[],
): HostTensor<'float32'> {
  const [count = 0, width = 0] = shape;
  const scaled = new Float32Array(data.length);
  let first = 0;
  for (const own of widths) {
    const columns = Float32Array.from({ length: count * own }, (_, i) => {
      return data[Math.floor(i / own) * width + first + (i % own)]!;
    });
    const size = percentile(columns, 0.9999) || 1;
    for (let i = 0; i < columns.length; i++) {
      scaled[Math.floor(i / own) * width + first + (i % own)] = columns[i]! / size;
    }
    first += own;
  }
  return { shape, dtype: 'float32', data: scaled };
}

/** The magnitude that a share of the values stays below. */
function percentile(values: Float32Array, share: number): number {
  const sorted = values.map(Math.abs).sort();
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0;
}
