/** `depthToSpace` and `spaceToDepth`: exchange channels for pixels (pixel shuffle), by reshaping and transposing. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';

/**
 * In what order a pixel's channels hold a block, slowest first.
 * - `'DCR'`: row, column, channel: TensorFlow's.
 * - `'CRD'`: channel, row, column: PyTorch's `pixel_shuffle`.
 * Both names are ONNX'.
 */
export type BlockOrder = 'DCR' | 'CRD';

type Axes = readonly [number, number, number];

/** Where row, column and channel of a block stand among the three parts of the channel axis. */
const partOf: Record<BlockOrder, Axes> = { DCR: [0, 1, 2], CRD: [1, 2, 0] };

/**
 * Turns every pixel's `block^2 * c` channels into a square of `block x block` pixels with `c` channels.
 *
 * @param x `[batch, height, width, block^2 * c]`.
 * @returns `[batch, height * block, width * block, c]`.
 * @throws DiopterError `shape-mismatch` when `block^2` does not divide the channels.
 *
 * @example
 * const enlarged = depthToSpace(conv2d(x, filter), 2, 'CRD'); // a sub-pixel convolution (Shi et al. 2016)
 */
export function depthToSpace(x: tf.Tensor, block: number, order: BlockOrder = 'DCR'): tf.Tensor4D {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const depth = channels / block ** 2;
  check('depthToSpace', x, block, Number.isInteger(depth));
  const [row, column, channel] = partOf[order];
  const parts = [0, 0, 0];
  parts[row] = parts[column] = block;
  parts[channel] = depth;
  const blocks = tf.reshape(x, [batch, height, width, ...parts]);
  const spread = tf.transpose(blocks, [0, 1, 3 + row, 2, 3 + column, 3 + channel]);
  return tf.reshape(spread, [batch, height * block, width * block, depth]);
}

/**
 * The inverse of {@link depthToSpace}: turns every square of `block x block` pixels into one pixel's channels.
 *
 * @param x `[batch, height, width, c]`.
 * @returns `[batch, height / block, width / block, block^2 * c]`.
 * @throws DiopterError `shape-mismatch` when `block` does not divide height and width.
 */
export function spaceToDepth(x: tf.Tensor, block: number, order: BlockOrder = 'DCR'): tf.Tensor4D {
  const [batch = 0, height = 0, width = 0, depth = 0] = x.shape;
  check('spaceToDepth', x, block, height % block === 0 && width % block === 0);
  const [row, column, channel] = partOf[order];
  const axes = [0, 1, 3, 0, 0, 0];
  axes[3 + row] = 2;
  axes[3 + column] = 4;
  axes[3 + channel] = 5;
  const blocks = tf.reshape(x, [batch, height / block, block, width / block, block, depth]);
  return tf.reshape(tf.transpose(blocks, axes), [batch, height / block, width / block, depth * block ** 2]);
}

function check(where: string, x: tf.Tensor, block: number, fits: boolean): void {
  if (x.rank === 4 && Number.isInteger(block) && block >= 1 && fits) return;
  throw new DiopterError('shape-mismatch', {
    where,
    what: `[${x.shape}] does not hold blocks of ${block} x ${block}`,
  });
}
