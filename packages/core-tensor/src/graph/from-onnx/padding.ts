/** Padding of windows as a file says it. */

import type { Padding } from '../../ops/index.js';
import type { Dimension, Shape } from '../shape.js';
import { extent, type Sides, sidesOf, type Window } from '../window.js';
import type { OperatorCall } from './operator-call.js';

/** The padding of a convolution or pool over an image, from `pads` or `auto_pad`. */
export function paddingOf(
  call: OperatorCall,
  [, height = null, width = null]: Shape,
  windows: readonly [Window, Window],
): Padding {
  const automatic = call.attributes.text('auto_pad', 'NOTSET');
  if (automatic === 'VALID') return 'valid';
  if (automatic === 'SAME_UPPER') return 'same';
  if (automatic === 'SAME_LOWER') {
    const lower = [height, width].map((size, axis) =>
      sidesOf('same', axis as 0 | 1, size, windows[axis as 0 | 1]),
    );
    if (lower.includes(null)) {
      throw call.refuse('auto_pad SAME_LOWER with strides needs to know the size of the images');
    }
    const [rows, columns] = lower as [Sides, Sides];
    return [
      [rows[1], rows[0]],
      [columns[1], columns[0]],
    ];
  }
  const [top = 0, left = 0, bottom = 0, right = 0] = call.attributes.ints('pads') ?? [];
  if (top === bottom && top === left && top === right) return top === 0 ? 'valid' : top;
  return [
    [top, bottom],
    [left, right],
  ];
}

/** Two numbers of an attribute, or what they are if absent. */
export function pairOf(
  call: OperatorCall,
  name: string,
  absent: readonly [number, number],
): readonly [number, number] {
  const values = call.attributes.ints(name);
  if (values === undefined) return absent;
  if (values.length === 2) return [values[0]!, values[1]!];
  throw call.refuse(`its ${name} are ${values.length} numbers; only images, with two, are known here`);
}

/** What a transposed convolution cuts off and adds, from `pads`, or from `output_shape` or `auto_pad`, which need to know the image's size. */
export function transposedPaddingOf(
  call: OperatorCall,
  [, height = null, width = null]: Shape,
  windows: readonly [Window, Window],
): { padding: Padding; outputPadding: readonly [number, number] } {
  const outputPadding = pairOf(call, 'output_padding', [0, 0]);
  const automatic = call.attributes.text('auto_pad', 'NOTSET');
  const wanted = call.attributes.ints('output_shape');
  if (wanted === undefined && !automatic.startsWith('SAME')) {
    return { padding: paddingOf(call, [], windows), outputPadding };
  }
  const along = (axis: 0 | 1, size: Dimension): { sides: Sides; extra: number } => {
    const { stride } = windows[axis];
    if (wanted !== undefined && size === null) {
      throw call.refuse('its output_shape needs to know the size of the images');
    }
    // Without output_shape the output is stride times as large, whatever the input.
    const output = wanted?.at(axis - 2) ?? (size ?? 1) * stride;
    const total = ((size ?? 1) - 1) * stride + extent(windows[axis]) + outputPadding[axis] - output;
    const [less, more] = [Math.floor(Math.max(total, 0) / 2), Math.ceil(Math.max(total, 0) / 2)];
    return {
      sides: automatic === 'SAME_UPPER' ? [less, more] : [more, less],
      extra: outputPadding[axis] + Math.max(-total, 0),
    };
  };
  const [rows, columns] = [along(0, height), along(1, width)];
  return { padding: [rows.sides, columns.sides], outputPadding: [rows.extra, columns.extra] };
}
