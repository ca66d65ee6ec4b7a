/** A data set whose pictures have at least so many pixels on every side. */

import { resizeShorterSide } from '../images/index.js';
import type { Dataset } from './dataset.js';

/** The same data set, with smaller pictures enlarged by bicubic interpolation until their shorter side has `side` pixels. */
export function enlarged(dataset: Dataset, side: number): Dataset {
  const { shape } = dataset;
  const factor = shape === undefined ? 1 : Math.max(side / Math.min(shape[0], shape[1]), 1);
  return {
    ...dataset,
    ...(shape && { shape: [Math.round(shape[0] * factor), Math.round(shape[1] * factor), shape[2]] }),
    get: async (index) => {
      const example = await dataset.get(index);
      const { width, height } = example.image;
      if (Math.min(width, height) >= side) return example;
      return { ...example, image: resizeShorterSide(example.image, side, { kernel: 'bicubic' }) };
    },
  };
}
