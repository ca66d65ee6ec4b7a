/** The convolutional autoencoder of DeePSiM. */

import {
  constantly,
  conv2d,
  conv2dTranspose,
  heNormal,
  interpolating,
  leakyRelu,
  scale,
  sequential,
} from '@diopter/core-tensor/graph';

/** Options of {@link autoencoder}. */
export interface AutoencoderOptions {
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
  /** Channels of the code, which has an eighth of the image's height and width. */
  readonly codeChannels?: number;
  /** What leaky ReLUs multiply negative numbers with. */
  readonly slope?: number;
}

/**
 * A fully convolutional autoencoder: images of 64x64x3 become a code of 8x8x8 (node `code`) and images again. Any height and
 * width that are multiples of 8 will do.
 *
 * Layers, kernels and strides follow the first version of DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644v1, table as
 * recalled in the literature; not verified): six convolutions, then three transposed convolutions that double the size, each
 * followed by a convolution; leaky ReLUs of slope 0.3, linear output. Choices of ours where it is silent: padding that
 * keeps sizes exact, no activation on the code, pixels brought from [0, 1] to [-2, 2] first, filters that start with the
 * gain of the leaky ReLU, transposed ones that start as interpolation, outputs that start near mid-grey. Images are NHWC,
 * in [0, 1].
 *
 * @example
 * const network = autoencoder();
 * const { parameters, statistics } = init(network, randomKey(1));
 * const { y, taps } = apply(network, { parameters, statistics }, images, { taps: ['code'] });
 */
export function autoencoder({ inputChannels = 3, codeChannels = 8, slope = 0.3 }: AutoencoderOptions = {}) {
  // He et al. (2015), equation 14: the variance that a leaky ReLU leaves is (1 + slope²) / 2.
  const gain = 1 / Math.sqrt(1 + slope * slope);
  const convolution = (filters: number, kernelSize: number, strides = 1, coefficient = gain) =>
    conv2d({
      filters,
      kernelSize,
      strides,
      padding: Math.floor(kernelSize / 2),
      initializers: { filter: heNormal({ coefficient }) },
    });
  const doubling = (filters: number) =>
    conv2dTranspose({
      filters,
      kernelSize: 4,
      strides: 2,
      padding: 1,
      initializers: { filter: interpolating({ coefficient: gain }) },
    });
  const output = conv2d({
    filters: inputChannels,
    kernelSize: 3,
    padding: 1,
    initializers: { filter: heNormal({ coefficient: linearGain / 4 }), bias: constantly(0.5) },
  });
  return sequential([null, null, null, inputChannels], {
    centred: scale({ multiplier: 4, offset: -2 }),
    conv1: convolution(32, 5, 2),
    active1: leakyRelu({ slope }),
    conv2: convolution(64, 3),
    active2: leakyRelu({ slope }),
    conv3: convolution(64, 5, 2),
    active3: leakyRelu({ slope }),
    conv4: convolution(128, 3),
    active4: leakyRelu({ slope }),
    conv5: convolution(64, 3, 2),
    active5: leakyRelu({ slope }),
    code: convolution(codeChannels, 3, 1, linearGain),
    up1: doubling(64),
    active6: leakyRelu({ slope }),
    conv6: convolution(64, 3),
    active7: leakyRelu({ slope }),
    up2: doubling(32),
    active8: leakyRelu({ slope }),
    conv7: convolution(32, 3),
    active9: leakyRelu({ slope }),
    up3: doubling(16),
    active10: leakyRelu({ slope }),
    output,
  });
}

/** A layer without an activation keeps the variance with filters of variance 1 / fan instead of 2 / fan. */
const linearGain = Math.SQRT1_2;
