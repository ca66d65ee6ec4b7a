/** From maps of features to one row for each image. */

import type { HostTensor } from '@diopter/core-tensor/tree';

/**
 * The largest value of each channel in each quadrant of a map: `[images, 4 channels]`. The quadrants of odd sizes share the
 * row or column in the middle. What is no map, or one of a single place, stays as it is.
 *
 * @param features `[images, height, width, channels]`, or `[images, ...]`.
 */
export function quadrantMaxima({ shape, data }: HostTensor<'float32'>): HostTensor<'float32'> {
  const [count = 0, height = 1, width = 1, channels = 1] = shape;
  if (shape.length !== 4 || height * width === 1) {
    return { shape: [count, count === 0 ? 0 : data.length / count], dtype: 'float32', data };
  }
  const rows = new Float32Array(count * 4 * channels).fill(-Infinity);
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  for (let image = 0, from = 0; image < count; image++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, from += channels) {
        for (let quadrant = 0; quadrant < 4; quadrant++) {
          const [below, right] = [quadrant >= 2, quadrant % 2 === 1];
          if (below ? y < middleY : y > middleY) continue;
          if (right ? x < middleX : x > middleX) continue;
          const to = (image * 4 + quadrant) * channels;
          for (let channel = 0; channel < channels; channel++) {
            rows[to + channel] = Math.max(rows[to + channel]!, data[from + channel]!);
          }
        }
      }
    }
  }
  return { shape: [count, 4 * channels], dtype: 'float32', data: rows };
}
