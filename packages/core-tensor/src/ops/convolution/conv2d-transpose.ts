/** `conv2dTranspose`: the gradient of a convolution used as a layer, sized as in PyTorch. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { backpropagateInput, type ConvolutionKind, isDilated } from './bilinear-maps.js';
import { checkGroups, perGroup } from './groups.js';
import { type Padding, type Pair, toPair, toTfjsPadding } from './padding.js';
import { dilatedSize } from './stuff-filter.js';

export interface Conv2dTransposeOptions {
  /** How far apart the taps of neighbouring input pixels land in the output. */
  readonly strides?: Pair;
  /** The padding of the convolution that this one transposes: so many rows and columns are cut off the output. */
  readonly padding?: Padding;
  /** Rows and columns added at the bottom and right, less than the stride; not with `'same'`, which fixes the size. */
  readonly outputPadding?: Pair;
  readonly dilations?: Pair;
  /** Into how many independent convolutions the channels are split; must divide both channel counts. */
  readonly groups?: number;
}

/**
 * Transposed convolution. Along each spatial axis the output has
 * `(input - 1) * stride - before - after + dilation * (taps - 1) + outputPadding + 1` elements (PyTorch's convention), or
 * `input * stride` when the padding is `'same'` (TensorFlow's).
 *
 * @param x Images, `[batch, height, width, in]`.
 * @param filter `[height, width, out / groups, in]`, as tfjs lays it out.
 * @returns `[batch, newHeight, newWidth, out]`.
 * @throws DiopterError `shape-mismatch` when the channels do not fit, `invalid-argument` for a bad `groups` or `outputPadding`.
 *
 * @example
 * const doubled = conv2dTranspose(x, filter4x4, { strides: 2, padding: 1 });
 */
export function conv2dTranspose(
  x: tf.Tensor,
  filter: tf.Tensor,
  {
    strides = 1,
    padding = 'same',
    outputPadding = 0,
    dilations = 1,
    groups = 1,
  }: Conv2dTransposeOptions = {},
): tf.Tensor4D {
  checkShapes(x, filter, groups);
  const [batch = 0, height = 0, width = 0] = x.shape;
  const [tapsHigh = 0, tapsWide = 0, outPerGroup = 0, inChannels = 0] = filter.shape;
  const geometry = { strides: toPair(strides), pad: toTfjsPadding(padding), dilations: toPair(dilations) };
  const size = [height, width].map((input, axis) =>
    outputSize({
      input,
      taps: dilatedSize([tapsHigh, tapsWide][axis]!, geometry.dilations[axis]!),
      stride: geometry.strides[axis]!,
      padding: paddingAlong(padding, axis),
      extra: toPair(outputPadding)[axis]!,
    }),
  );
  const apply = (x: tf.Tensor, filter: tf.Tensor, kind: ConvolutionKind) => {
    const outputShape = [batch, ...size, filter.shape[2]!] as [number, number, number, number];
    return kind === 'dense' && !isDilated(geometry)
      ? tf.conv2dTranspose(
          x as tf.Tensor4D,
          filter as tf.Tensor4D,
          outputShape,
          geometry.strides,
          geometry.pad,
        )
      : backpropagateInput(x, filter, outputShape, { kind, ...geometry });
  };

  if (groups === 1) return apply(x, filter, 'dense') as tf.Tensor4D;
  if (outPerGroup === 1) {
    const depthwise = tf.reshape(filter, [tapsHigh, tapsWide, groups, inChannels / groups]);
    return apply(x, depthwise, 'depthwise') as tf.Tensor4D;
  }
  return perGroup(groups, x, filter, (x, filter) => apply(x, filter, 'dense')) as tf.Tensor4D;
}

interface Axis {
  readonly input: number;
  /** Extent of the filter, dilation included. */
  readonly taps: number;
  readonly stride: number;
  /** Rows or columns cut off in all, or `'same'`. */
  readonly padding: number | 'same';
  readonly extra: number;
}

function outputSize({ input, taps, stride, padding, extra }: Axis): number {
  if (extra !== 0 && (padding === 'same' || !(extra > 0 && extra < stride))) {
    throw new DiopterError('invalid-argument', {
      where: 'conv2dTranspose, option outputPadding',
      what: `${extra} with stride ${stride} and padding ${padding}`,
      help: "it must be less than the stride, and 0 with padding 'same'",
    });
  }
  const size = padding === 'same' ? input * stride : (input - 1) * stride - padding + taps + extra;
  if (size < 1) {
    throw new DiopterError('shape-mismatch', {
      where: 'conv2dTranspose',
      what: `padding cuts off all of the ${size + Number(padding)} rows or columns`,
    });
  }
  return size;
}

function paddingAlong(padding: Padding, axis: number): number | 'same' {
  if (padding === 'same') return padding;
  if (padding === 'valid') return 0;
  if (typeof padding === 'number') return 2 * padding;
  const [before, after] = padding[axis]!;
  return before + after;
}

function checkShapes(x: tf.Tensor, filter: tf.Tensor, groups: number): void {
  const where = 'conv2dTranspose';
  const inChannels = x.shape[3];
  if (x.rank !== 4 || filter.rank !== 4 || filter.shape[3] !== inChannels) {
    throw new DiopterError('shape-mismatch', {
      where,
      what: `images [${x.shape}] do not fit a filter [${filter.shape}]`,
      help: 'images are [batch, height, width, in], filters [height, width, out / groups, in]',
    });
  }
  checkGroups(where, groups, x.shape[3]!);
}
