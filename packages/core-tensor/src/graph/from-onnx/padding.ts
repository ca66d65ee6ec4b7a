/** Padding of windows as a file says it. */

import type { Padding } from '../../ops/index.js';
import type { Shape } from '../shape.js';
import { type Sides, sidesOf, type Window } from '../window.js';
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
    if (lower.includes(null))
      throw call.refuse('auto_pad SAME_LOWER with strides needs to know the size of the images');
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
