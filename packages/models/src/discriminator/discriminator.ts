/** The discriminator of DeePSiM, with and without its look at the comparator's features. */

import {
  concat,
  conv2d,
  dense,
  dropout,
  type Graph,
  globalAveragePool,
  heNormal,
  type Layer,
  node,
  relu,
  scale,
} from '@diopter/core-tensor/graph';
import { chain } from '../layers/chain.js';

/** Stride of the first convolution by the height and width of the images. */
const firstStride = { 64: 2, 227: 4 } as const;

/** Heights and widths that {@link discriminator} is made for. */
export type DiscriminatorSize = keyof typeof firstStride;

/** Options of {@link discriminator}. */
export interface DiscriminatorOptions {
  /** Height and width of the images. */
  readonly size?: DiscriminatorSize;
  /** How many numbers describe each image to the feature branch; without it there is no such branch. */
  readonly features?: number | undefined;
  /** Width of the first dense layer: 512 as recalled from the paper, 256 in the released code without features. */
  readonly units?: number;
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
  /** What is done to the pixels first. The default brings [0, 1] near the range the initial weights are made for. */
  readonly pixels?: Layer;
}

/**
 * Tells real images from generated ones: five convolutions without padding, the mean over all places, two dense layers. Input
 * `image` is `[batch, size, size, channels]` in [0, 1], output `fc7` is `[batch, 2]`: the logits of real (class 0) and generated
 * (class 1). With `features`, a second input `features` `[batch, features]` goes through dense layers of 1024 and 512 units and
 * joins the pooled image. In `train` mode it drops half of the pooled values and of the first dense layer's, so it needs a key.
 *
 * Layers, strides and initial weights (He-normal, times 0.1 in the first layer and the dense ones after the pool) follow the authors' code as
 * released for later work (conv 7, 5, 3, 3, 3; stride 4 first at 227x227) and, at 64x64 and in the feature branch, ports and
 * recollections of Dosovitskiy and Brox (arXiv 1602.02644). Choices of ours: the branch starts He-normal and is joined after the
 * image's dropout; and `255 x - 117`, which stands for the authors' mean-subtracted pixels from 0 to 255.
 *
 * @throws DiopterError `shape-mismatch` from `init` and `apply` for images or features of other sizes.
 *
 * @example
 * const network = discriminator({ size: 64 });
 * const logits = apply(network, init(network, randomKey(1)), images).y; // [batch, 2]
 */
export function discriminator({
  size = 64,
  features,
  units = 512,
  inputChannels = 3,
  pixels = scale({ multiplier: 255, offset: -117 }),
}: DiscriminatorOptions = {}): Graph {
  const image = chain('image', {
    pixels,
    conv1: convolution(32, 7, firstStride[size], 0.1),
    relu1: relu(),
    conv2: convolution(64, 5, 1),
    relu2: relu(),
    conv3: convolution(128, 3, 2),
    relu3: relu(),
    conv4: convolution(256, 3, 1),
    relu4: relu(),
    conv5: convolution(256, 3, 2),
    relu5: relu(),
    pool5: globalAveragePool(),
    drop5: dropout(),
  });
  const judgement = { fc6: faint(units), relu6: relu(), drop6: dropout(), fc7: faint(2) };
  const inputs = { image: [null, size, size, inputChannels] };
  if (features === undefined) {
    return { inputs, nodes: { ...image, ...chain('drop5', judgement) }, outputs: ['fc7'] };
  }
  const branch = chain('features', {
    featuresFc1: dense({ units: 1024 }),
    featuresRelu1: relu(),
    featuresFc2: dense({ units: 512 }),
    featuresRelu2: relu(),
  });
  return {
    inputs: { ...inputs, features: [null, features] },
    nodes: {
      ...image,
      ...branch,
      joined: node(concat(), 'drop5', 'featuresRelu2'),
      ...chain('joined', judgement),
    },
    outputs: ['fc7'],
  };
}

function convolution(filters: number, kernelSize: number, strides: number, coefficient = 1): Layer {
  const initializers = { filter: heNormal({ coefficient }) };
  return conv2d({ filters, kernelSize, strides, padding: 'valid', initializers });
}

/** A dense layer whose outputs start at a tenth of its inputs' size. */
function faint(units: number): Layer {
  return dense({ units, initializers: { kernel: heNormal({ coefficient: 0.1 }) } });
}
