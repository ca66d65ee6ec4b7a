/** The last layers of a generator: its centre, and its pixels in the range of this project. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Layer, scale, slice } from '@diopter/core-tensor/graph';
import { caffePreprocessing } from '../alexnet/index.js';

/** The centre of a square picture. Of 256 pixels 227 begin at pixel 14, of 240 at 6; the odd pixel is cut off the end. */
export function centre(size: number, from: number): Layer {
  if (size > from) {
    throw new DiopterError('invalid-argument', {
      what: `a centre of ${size} pixels is more than the ${from} pixels of the picture`,
      where: 'inversionGenerator, option crop',
    });
  }
  const start = Math.floor((from - size) / 2);
  const range = { start, end: start + size };
  return slice({ ranges: [{}, range, range] });
}

/** From blue, green, red, 0 to 255, minus the mean, to red, green, blue in [0, 1]: {@link caffePreprocessing} undone. */
export function unitPixels() {
  const { scale: white, mean } = caffePreprocessing;
  return {
    rgb: slice({ ranges: [{}, {}, {}, { step: -1 }] }),
    pixels: scale({ multiplier: 1 / white, offset: mean.map((value) => value / white).reverse() }),
  };
}
