/** Where the windows of convolutions and pools lie along one axis: paddings and counts. */

import type { Padding } from '../ops/index.js';
import { problem } from './problem.js';
import type { Dimension } from './shape.js';

/** Zeros before and after the values of one axis. */
export type Sides = readonly [before: number, after: number];

/** A window along one axis. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
}

/** From its first to one past its last tap. */
export function extent({ size, dilation }: Window): number {
  return (size - 1) * dilation + 1;
}

/** The windows along height and width of a layer. */
export function windowsOf(layer: {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations?: readonly [number, number];
}): readonly [Window, Window] {
  const at = (axis: 0 | 1): Window => ({
    size: layer.kernelSize[axis],
    stride: layer.strides[axis],
    dilation: layer.dilations?.[axis] ?? 1,
  });
  return [at(0), at(1)];
}

/**
 * Padding along one axis (0 is height). `'same'` gives `ceil(size / stride)` windows with the odd zero after the
 * values; at stride above one it depends on `size`, and is `null` when that is unknown.
 */
export function sidesOf(padding: Padding, axis: 0 | 1, size: Dimension, window: Window): Sides | null {
  if (padding === 'valid') return [0, 0];
  if (typeof padding === 'number') return [padding, padding];
  if (typeof padding !== 'string') return padding[axis];
  if (extent(window) === 1) return [0, 0];
  if (size === null && window.stride > 1) return null;
  const windows = Math.ceil((size ?? 1) / window.stride);
  const total = Math.max((windows - 1) * window.stride + extent(window) - (size ?? 1), 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Number of windows along an axis.
 *
 * In ceil mode a last window may hang over the end, if it starts on a value or on the padding before the values
 * (PyTorch's rule).
 */
export function windowCount(
  padding: Padding,
  axis: 0 | 1,
  size: Dimension,
  window: Window,
  ceilMode = false,
): Dimension {
  if (size === null) return null;
  const sides = sidesOf(padding, axis, size, window)!;
  const room = size + sides[0] + sides[1] - extent(window);
  if (room < 0) {
    throw problem(
      'shape-mismatch',
      `a window of ${extent(window)} does not fit into ${size} values padded by ${sides[0]} and ${sides[1]} (axis ${axis === 0 ? 'height' : 'width'})`,
    );
  }
  if (!ceilMode) return Math.floor(room / window.stride) + 1;
  const count = Math.ceil(room / window.stride) + 1;
  return (count - 1) * window.stride >= size + sides[0] ? count - 1 : count;
}

/** How far the last of `count` windows reaches beyond the padded end of the axis; zero outside of ceil mode. */
export function overhang(count: number, size: number, sides: Sides, window: Window): number {
  return Math.max((count - 1) * window.stride + extent(window) - (size + sides[0] + sides[1]), 0);
}
