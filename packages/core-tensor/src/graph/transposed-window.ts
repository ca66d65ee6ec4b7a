/** What transposed convolutions cut off and add to their output along one axis. */

import type { Padding } from '../ops/index.js';
import { extent, type Sides, windowsOf } from './window.js';

/** The part of a transposed convolution that decides its output's size. */
type TransposedWindows = Parameters<typeof windowsOf>[0] & {
  readonly padding: Padding;
  readonly outputPadding: readonly [number, number];
};

/** What is cut off and added along one axis, in numbers: `'same'` needs no input size here. */
export function transposedSides(
  layer: TransposedWindows,
  axis: 0 | 1,
): { sides: Sides; outputPadding: number } {
  const { padding, outputPadding } = layer;
  const window = windowsOf(layer)[axis];
  if (padding !== 'same') return { sides: explicitSides(padding, axis), outputPadding: outputPadding[axis] };
  const surplus = extent(window) - window.stride;
  const cut = Math.max(surplus, 0);
  return {
    sides: [Math.floor(cut / 2), Math.ceil(cut / 2)],
    outputPadding: outputPadding[axis] + Math.max(-surplus, 0),
  };
}

function explicitSides(padding: Exclude<Padding, 'same'>, axis: 0 | 1): Sides {
  if (padding === 'valid') return [0, 0];
  return typeof padding === 'number' ? [padding, padding] : padding[axis];
}
