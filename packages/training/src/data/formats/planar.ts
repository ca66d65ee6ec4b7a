/** Pictures stored one channel after the other, as pictures stored pixel by pixel. */

import type { Image } from '../../images/index.js';

/** A picture's size, and the way of its samples through each channel. */
export interface PlanarLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `rows`: one row after the other; `columns`: one column after the other. */
  readonly order: 'rows' | 'columns';
}

/** The picture of planar bytes. */
export function fromPlanar(
  bytes: Uint8Array,
  { width, height, channels, order }: PlanarLayout,
): Image<Uint8Array> {
  const [stepX, stepY] = order === 'rows' ? [1, width] : [height, 1];
  const data = new Uint8Array(width * height * channels);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * stepY + x * stepX;
      for (let c = 0; c < channels; c++) data[target++] = bytes[c * width * height + pixel]!;
    }
  }
  return { width, height, channels, data };
}
