/** A small comparator, for tests and until a trained one is at hand. */

import { averagePool, conv2d, heNormal, relu, sequential } from '@diopter/core-tensor/graph';

/** Options of {@link smallComparator}. */
export interface SmallComparatorOptions {
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
}

/**
 * Three convolutions with ReLUs, the first two averaged over blocks of 2x2: images of 64x64x3 become features of 16x16x64. Even
 * with random filters its features tell sharp from blurred: DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644) compares with random
 * AlexNets too. Layers and sizes are a choice of ours; averages, because the gradient of strided convolutions has a grid
 * pattern (Odena et al. 2016, Deconvolution and Checkerboard Artifacts). Images are NHWC, in [0, 1].
 *
 * @example
 * const network = smallComparator();
 * const bytes = writeOnnx(toOnnx(network, init(network, randomKey(7))));
 */
export function smallComparator({ inputChannels = 3 }: SmallComparatorOptions = {}) {
  const convolution = (filters: number) =>
    conv2d({ filters, kernelSize: 3, padding: 1, initializers: { filter: heNormal() } });
  return sequential([null, null, null, inputChannels], {
    conv1: convolution(16),
    relu1: relu(),
    pool1: averagePool({ kernelSize: 2 }),
    conv2: convolution(32),
    relu2: relu(),
    pool2: averagePool({ kernelSize: 2 }),
    conv3: convolution(64),
    features: relu(),
  });
}
