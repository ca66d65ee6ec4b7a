/** What differs between deep networks of dense layers and of convolutions. */

import {
  conv2d,
  deltaOrthogonal,
  dense,
  globalAveragePool,
  type Initializer,
  type Layer,
  orthogonal,
  type Shape,
} from '@diopter/core-tensor/graph';
import type { DeepConvolutionalOptions, DeepDenseOptions } from './options.js';

/** The layers of a deep network before its output. */
export interface Trunk {
  readonly input: Shape;
  /** Initial weights with which `layer` keeps norms. */
  readonly isometry: Initializer;
  layer(weights: Initializer): Layer;
  /** After which weight layers the image is halved. */
  readonly poolAfter: readonly number[];
  /** What makes one row of numbers of the last activation. */
  readonly rows: readonly Layer[];
}

/** What the trunk is made from. */
export type TrunkOptions =
  | Pick<DeepDenseOptions, 'inputs' | 'width'>
  | Pick<DeepConvolutionalOptions, 'imageShape' | 'channels' | 'kernelSize' | 'poolAfter'>;

/** The trunk of a network of `depth` layers. */
export function trunkOf(options: TrunkOptions, depth: number): Trunk {
  return 'imageShape' in options ? convolutional(options, depth) : connected(options);
}

function connected({ inputs, width = 64 }: Pick<DeepDenseOptions, 'inputs' | 'width'>): Trunk {
  return {
    input: [null, inputs],
    isometry: orthogonal(),
    layer: (kernel) => dense({ units: width, initializers: { kernel } }),
    poolAfter: [],
    rows: [],
  };
}

function convolutional(
  {
    imageShape,
    channels = 16,
    kernelSize = 3,
    poolAfter,
  }: Pick<DeepConvolutionalOptions, 'imageShape' | 'channels' | 'kernelSize' | 'poolAfter'>,
  depth: number,
): Trunk {
  return {
    input: [null, ...imageShape],
    isometry: deltaOrthogonal(),
    layer: (filter) => conv2d({ filters: channels, kernelSize, initializers: { filter } }),
    poolAfter: poolAfter ?? [2, 4].filter((layer) => layer < depth),
    rows: [globalAveragePool()],
  };
}
