/** The `pad` attribute of windows that move over images. */

import type { Attribute } from '../program/program.js';

/** One number for all sides becomes a pair per axis: tfjs 4.22 takes a number for square windows and strides only. */
export function sidePadding(pad: Attribute): Attribute {
  if (typeof pad !== 'number') return pad;
  return [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ];
}
