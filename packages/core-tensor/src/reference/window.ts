/** Where a sliding window (of a convolution or a pooling) reads its input, one axis at a time. */

import { DiopterError } from '../errors/index.js';
import type { Attribute, Attributes } from '../jit/program/program.js';
import { pairAttribute, textAttribute } from './attributes.js';

/** A window of `taps` positions that lie `dilation` apart, moved by `stride` over `input` elements with `before` zeros ahead. */
export interface AxisWindow {
  readonly input: number;
  readonly output: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/** Which input element tap `tap` reads for output element `output`; `undefined` in the padding. */
export function inputPosition(window: AxisWindow, output: number, tap: number): number | undefined {
  const position = output * window.stride + tap * window.dilation - window.before;
  return position >= 0 && position < window.input ? position : undefined;
}

/**
 * The windows along height and width, from tfjs' attributes `strides`, `dilations`, `pad` and `dimRoundingMode`.
 *
 * One number pads every side alike. (tfjs then sizes the width by the window's height and the vertical stride, so its own
 * result differs where those are not square.)
 *
 * @param image NHWC shape.
 * @param taps Size of the filter along height and width.
 */
export function imageWindows(
  image: readonly number[],
  taps: readonly [number, number],
  attributes: Attributes,
): [AxisWindow, AxisWindow] {
  if (textAttribute(attributes, 'dataFormat', 'NHWC') !== 'NHWC') {
    throw new DiopterError('unsupported-kernel', { where: 'reference', what: 'images that are not NHWC' });
  }
  const strides = pairAttribute(attributes, 'strides');
  const dilations = pairAttribute(attributes, 'dilations');
  const round = roundings[textAttribute(attributes, 'dimRoundingMode', 'floor')]!;
  const along = (axis: 0 | 1): AxisWindow => {
    const input = image[axis + 1]!;
    const stride = strides[axis];
    const extent = (taps[axis] - 1) * dilations[axis] + 1;
    const common = { input, taps: taps[axis], stride, dilation: dilations[axis] };
    if (attributes.pad === 'same') {
      const output = Math.ceil(input / stride);
      const padding = Math.max(0, (output - 1) * stride + extent - input);
      return { ...common, output, before: Math.floor(padding / 2) };
    }
    const [before, after] = explicitPadding(attributes.pad, axis);
    return { ...common, output: round((input + before + after - extent) / stride) + 1, before };
  };
  return [along(0), along(1)];
}

const roundings: Record<string, (x: number) => number> = {
  floor: Math.floor,
  round: Math.round,
  ceil: Math.ceil,
};

/** tfjs gives one number for all sides, or `[before, after]` for each axis of NHWC. */
function explicitPadding(pad: Attribute, axis: 0 | 1): [number, number] {
  if (pad === 'valid') return [0, 0];
  if (typeof pad === 'number') return [pad, pad];
  const [before, after] = (pad as readonly (readonly [number, number])[])[axis + 1]!;
  return [before, after];
}
