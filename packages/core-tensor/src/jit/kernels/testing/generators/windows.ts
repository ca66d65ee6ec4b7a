/** Windows that move over images, as convolutions and poolings have them. */

import fc from 'fast-check';
import { integer } from '../host-tensors.js';
import type { KernelCase } from '../kernel-case.js';

/** How a window moves, and over how large an image. */
export interface Moves {
  readonly taps: readonly [number, number];
  readonly image: readonly [batch: number, height: number, width: number, channels: number];
  readonly attributes: KernelCase['attributes'];
}

type Pair = readonly [number, number];

/** Numbers of channels: whole blocks of them are convolved otherwise than few. */
export const widths = fc.oneof({ weight: 2, arbitrary: integer(1, 4) }, fc.constantFrom(8, 16, 32));

export const pairs = (element: fc.Arbitrary<number>) => fc.tuple(element, element);

/** `oneOfBoth`: strides or dilations are 1. Every output exists: the image is at least as large as the window reaches. */
export const moves = ({ mostDilation = 1, ceil = false, oneOfBoth = false }): fc.Arbitrary<Moves> =>
  fc
    .record({
      taps: pairs(integer(1, 4)),
      strides: pairs(integer(1, 3)),
      dilations: pairs(integer(1, mostDilation)),
      extra: pairs(integer(0, 5)),
      batch: integer(1, 3),
      channels: widths,
      pad: fc.constantFrom('same', 'valid', 'number', 'explicit'),
      pads: fc.array(integer(0, 2), { minLength: 4, maxLength: 4 }),
      dimRoundingMode: fc.constantFrom('floor', ...(ceil ? ['ceil'] : [])),
    })
    .map(({ extra, batch, channels, pad, pads, dimRoundingMode, ...any }) => {
      // tfjs itself takes one number for square windows and strides only.
      const squared = (pair: [number, number]) => (pad === 'number' ? ([pair[0], pair[0]] as const) : pair);
      const [taps, strides, dilations] = [any.taps, any.strides, any.dilations].map(squared) as [
        Pair,
        Pair,
        Pair,
      ];
      const isDilated = dilations.some((dilation) => dilation > 1);
      const reach = taps.map((size, i) => (size - 1) * dilations[i]! + 1);
      const [height, width] = reach.map((size, i) => size + extra[i]!) as [number, number];
      // ONNX takes paddings smaller than the window only.
      const limited = pads.map((size, i) => Math.min(size, taps[i >> 1]! - 1));
      const padding = {
        same: 'same',
        valid: 'valid',
        number: Math.min(...limited),
        explicit: [[0, 0], limited.slice(0, 2), limited.slice(2), [0, 0]],
      }[pad];
      const rounding = typeof padding === 'string' ? {} : { dimRoundingMode };
      return {
        taps,
        image: [batch, height, width, channels] as const,
        attributes: {
          strides: oneOfBoth && isDilated ? [1, 1] : strides,
          pad: padding!,
          dilations,
          ...rounding,
        },
      };
    });
