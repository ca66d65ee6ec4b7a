/** Padding of convolutions and pools as ONNX attributes. */

import { ints, type OnnxNode, text } from '../../onnx/index.js';
import type { Padding } from '../../ops/index.js';
import { problem } from '../problem.js';
import type { Shape } from '../shape.js';
import { sidesOf, windowsOf } from '../window.js';

/**
 * Numbers where they are known; `auto_pad` where `'same'` depends on a size that is only known when the file runs.
 *
 * @throws DiopterError `invalid-graph` where ONNX Runtime refuses `auto_pad`: with dilation, or strides beyond the window.
 */
export function paddingAttributes(
  layer: Parameters<typeof windowsOf>[0] & { readonly padding: Padding },
  [, height = null, width = null]: Shape,
): OnnxNode['attributes'] {
  const windows = windowsOf(layer);
  const [rows, columns] = windows;
  const vertical = sidesOf(layer.padding, 0, height, rows);
  const horizontal = sidesOf(layer.padding, 1, width, columns);
  if (vertical !== null && horizontal !== null) {
    return { pads: ints([vertical[0], horizontal[0], vertical[1], horizontal[1]]) };
  }
  if (windows.every(({ size, stride, dilation }) => dilation === 1 && stride <= size)) {
    return { auto_pad: text('SAME_UPPER') };
  }
  throw problem(
    'invalid-graph',
    "padding 'same' with dilation and strides, or strides beyond the window, cannot be written for images of any size",
    'state the height and width of the input',
  );
}
