/** `conv2d`: two-dimensional convolution with strides, dilations, groups and any padding, and all their gradients. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { type ConvolutionKind, convolve, isDilated } from './bilinear-maps.js';
import { checkGroups, perGroup } from './groups.js';
import { type Padding, type Pair, toPair, toTfjsPadding } from './padding.js';

export interface Conv2dOptions {
  /** Step of the filter along height and width. */
  readonly strides?: Pair;
  readonly padding?: Padding;
  /** Distance between neighbouring taps of the filter along height and width. */
  readonly dilations?: Pair;
  /** Into how many independent convolutions the channels are split; must divide both channel counts. */
  readonly groups?: number;
}

/**
 * Cross-correlates images with a filter, as every deep learning library's "convolution" does.
 *
 * Gradients of any order exist for dilated and depthwise convolutions; where tfjs' own kernels suffice (no dilation),
 * its own gradients are used, which end at the first order of the filter's gradient.
 *
 * @param x Images, `[batch, height, width, in]`.
 * @param filter `[height, width, in / groups, out]`; output channel `o` belongs to group `floor(o * groups / out)`, as in PyTorch.
 * @returns `[batch, newHeight, newWidth, out]`.
 * @throws DiopterError `shape-mismatch` when the channels do not fit, `invalid-argument` for groups that do not divide them.
 *
 * @example
 * const y = conv2d(x, filter, { strides: 2, padding: 1, groups: 2 });
 */
export function conv2d(
  x: tf.Tensor,
  filter: tf.Tensor,
  { strides = 1, padding = 'same', dilations = 1, groups = 1 }: Conv2dOptions = {},
): tf.Tensor4D {
  checkShapes(x, filter, groups);
  const geometry = { strides: toPair(strides), pad: toTfjsPadding(padding), dilations: toPair(dilations) };
  const apply = (x: tf.Tensor, filter: tf.Tensor, kind: ConvolutionKind) =>
    isDilated(geometry)
      ? convolve(x, filter, { kind, ...geometry })
      : tfjsConvolutions[kind](x as tf.Tensor4D, filter as tf.Tensor4D, geometry.strides, geometry.pad);

  if (groups === 1) return apply(x, filter, 'dense') as tf.Tensor4D;
  if (groups === x.shape[3]) return apply(x, asDepthwise(filter, groups), 'depthwise') as tf.Tensor4D;
  return perGroup(groups, x, filter, (x, filter) => apply(x, filter, 'dense')) as tf.Tensor4D;
}

/** Without dilation tfjs' operations do, and their gradients are computed only where they are needed. */
const tfjsConvolutions = { dense: tf.conv2d, depthwise: tf.depthwiseConv2d };

/** `[height, width, 1, channels * multiplier]` to tfjs' `[height, width, channels, multiplier]`: the same numbers in the same order. */
function asDepthwise(filter: tf.Tensor, groups: number): tf.Tensor {
  const [height = 0, width = 0, , out = 0] = filter.shape;
  return tf.reshape(filter, [height, width, groups, out / groups]);
}

function checkShapes(x: tf.Tensor, filter: tf.Tensor, groups: number): void {
  const where = 'conv2d';
  if (x.rank !== 4 || filter.rank !== 4) {
    throw new DiopterError('shape-mismatch', {
      where,
      what: `images [${x.shape}] and filter [${filter.shape}] are not both of rank 4`,
      help: 'images are [batch, height, width, in], filters [height, width, in / groups, out]',
    });
  }
  const [inChannels = 0, inPerGroup = 0, out = 0] = [x.shape[3], ...filter.shape.slice(2)];
  checkGroups(where, groups, inChannels, out);
  if (inPerGroup * groups !== inChannels) {
    throw new DiopterError('shape-mismatch', {
      where,
      what: `the images have ${inChannels} channels, the filter [${filter.shape}] expects ${inPerGroup * groups}`,
    });
  }
}
