/** Padding of convolutions and pools as ONNX attributes. */

import { ints, type OnnxNode, text } from '../../onnx/index.js';
import type { Padding } from '../../ops/index.js';
import type { Shape } from '../shape.js';
import { sidesOf, windowsOf } from '../window.js';

/** Numbers where they are known; `auto_pad` where `'same'` depends on a size that is only known when the file runs. */
export function paddingAttributes(
  layer: Parameters<typeof windowsOf>[0] & { readonly padding: Padding },
  [, height = null, width = null]: Shape,
): OnnxNode['attributes'] {
  const [rows, columns] = windowsOf(layer);
  const vertical = sidesOf(layer.padding, 0, height, rows);
  const horizontal = sidesOf(layer.padding, 1, width, columns);
  if (vertical === null || horizontal === null) return { auto_pad: text('SAME_UPPER') };
  return { pads: ints([vertical[0], horizontal[0], vertical[1], horizontal[1]]) };
}
