/** Reading an image's values in our order from a file whose images are NCHW. */

import { ints } from '../../onnx/index.js';
import type { ElementOrder } from '../layers/element-order.js';
import { channelsLast } from '../layout.js';
import type { Shape } from '../shape.js';
import type { LayerWriter } from './layer-writer.js';

/** The input, transposed first if it is an image whose rows, columns and channels are to be read in that order. */
export function orderedInput(order: ElementOrder, x: string, shape: Shape, add: LayerWriter['add']): string {
  const inPlace =
    order === 'nchw' || shape.length !== 4 || (shape[1] === 1 && shape[2] === 1) || shape[3] === 1;
  return inPlace ? x : add('Transpose', [x], { perm: ints(channelsLast) }, 'nhwc');
}
