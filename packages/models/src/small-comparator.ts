/** A small comparator, for tests and until a trained one is at hand. */

import { conv2d, heNormal, relu, sequential } from '@diopter/core-tensor/graph';

/** Options of {@link smallComparator}. */
export interface SmallComparatorOptions {
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
}

/**
 * Three convolutions with ReLUs, the first two of stride 2: images of 64x64x3 become features of 16x16x64. Even with random
 * filters its features tell sharp from blurred: DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644) compares with random
 * AlexNets too. Layers and sizes are a choice of ours. Images are NHWC, in [0, 1].
 *
 * @example
 * const network = smallComparator();
 * const bytes = writeOnnx(toOnnx(network, init(network, randomKey(7))));
 */
export function smallComparator({ inputChannels = 3 }: SmallComparatorOptions = {}) {
  const convolution = (filters: number, kernelSize: number, strides: number) =>
    conv2d({
      filters,
      kernelSize,
      strides,
      padding: Math.floor(kernelSize / 2),
      initializers: { filter: heNormal() },
    });
  return sequential([null, null, null, inputChannels], {
    conv1: convolution(32, 5, 2),
    relu1: relu(),
    conv2: convolution(64, 3, 2),
    relu2: relu(),
    conv3: convolution(64, 3, 1),
    features: relu(),
  });
}
