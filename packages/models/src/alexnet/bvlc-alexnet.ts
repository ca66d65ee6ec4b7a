/** BVLC's AlexNet: the normalisation before the pool, as in the paper and in the ONNX model zoo. */

import { maxPool, sequential } from '@diopter/core-tensor/graph';
import { classifier, firstLayers, lastConvolutions, normalisation, secondLayers } from './caffe-layers.js';

/** Options of {@link bvlcAlexNet}. */
export interface BvlcAlexNetOptions {
  /** Number of classes. */
  readonly classes?: number;
  /** Height and width of the images: 227 as in Caffe, 224 as in the file of the ONNX model zoo. */
  readonly imageSize?: 224 | 227;
}

const pool = maxPool({ kernelSize: 3, strides: 2 });

/** One row and column more at the end, as the file has it: for 12 pixels what Caffe's overhanging windows do, for 13 nothing. */
const lastPool = maxPool({
  kernelSize: 3,
  strides: 2,
  padding: [
    [0, 1],
    [0, 1],
  ],
});

/**
 * BVLC's replication of AlexNet, `bvlcalexnet` of the ONNX model zoo. It differs from {@link caffeNet} in the order
 * `norm1` `pool1` and `norm2` `pool2`, so weights of one make no sense in the other although they fit. Pools are those of the zoo's file,
 * which at 227 pixels equal Caffe's.
 *
 * Its input is `[batch, imageSize, imageSize, 3]` as {@link caffePreprocessing} says. The output is `fc8`, the logits.
 *
 * @example
 * const network = bvlcAlexNet({ imageSize: 224 });
 * const { y } = apply(network, init(network, randomKey(1)), images); // [batch, 1000]
 */
export function bvlcAlexNet({ classes = 1000, imageSize = 227 }: BvlcAlexNetOptions = {}) {
  const network = sequential([null, imageSize, imageSize, 3], {
    ...firstLayers,
    norm1: normalisation,
    pool1: pool,
    ...secondLayers,
    norm2: normalisation,
    pool2: pool,
    ...lastConvolutions,
    pool5: lastPool,
    ...classifier(classes),
  });
  return { ...network, outputs: ['fc8'] };
}
