/** Draws parameters: the table of all kinds of initializers. */

import type * as tf from '@tensorflow/tfjs';
import { drawDeltaOrthogonal } from './delta-orthogonal.js';
import type { Drawer, Drawing, Initializer, InitializerKind } from './initializer.js';
import { drawInterpolating } from './interpolating.js';
import { drawLooksLinear } from './looks-linear.js';
import { drawOrthogonal } from './orthogonal.js';
import { drawConstant, drawNormal, drawUniform } from './plain.js';
import { drawScaled } from './scaled.js';

const drawers: { readonly [K in InitializerKind]: Drawer<K> } = {
  constant: drawConstant,
  normal: drawNormal,
  uniform: drawUniform,
  scaled: drawScaled,
  interpolating: drawInterpolating,
  orthogonal: drawOrthogonal,
  deltaOrthogonal: drawDeltaOrthogonal,
  looksLinear: drawLooksLinear,
};

/** Draws a parameter. */
export function draw(initializer: Initializer, drawing: Drawing): tf.Tensor {
  const drawer = drawers[initializer.kind] as Drawer<InitializerKind>;
  return drawer(initializer as never, drawing, draw);
}
