/** AlexNet as torchvision knows it: narrower, without groups and without normalisation. */

import { conv2d, dense, dropout, flatten, maxPool, relu, sequential } from '@diopter/core-tensor/graph';

/** Options of {@link torchvisionAlexNet}. */
export interface TorchvisionAlexNetOptions {
  /** Number of classes. */
  readonly classes?: number;
}

const pool = maxPool({ kernelSize: 3, strides: 2 });
const convolution = (filters: number) => conv2d({ filters, kernelSize: 3, padding: 1 });

/**
 * torchvision's AlexNet (Krizhevsky 2014, arXiv 1404.5997): convolutions of 64, 192, 384, 256 and 256 filters, no groups, no
 * normalisation across channels, dropout before the dense layers. Its adaptive pooling to 6x6 does nothing at 224 pixels and is left out. Nodes are
 * named as in {@link caffeNet}; {@link torchvisionAlexNetModules} says what they are called there. Another network than
 * CaffeNet: losses tuned for the features of one do not hold for the other.
 *
 * Its input is `[batch, 224, 224, 3]` as {@link torchvisionPreprocessing} says: red, green, blue in [0, 1], minus the mean, divided by the
 * deviation. The output is `fc8`, the logits. Weights start He-normal, which is our choice.
 *
 * @example
 * const variables = loadTorchWeights(torchvisionAlexNet(), tensors, { names: torchvisionAlexNetModules });
 */
export function torchvisionAlexNet({ classes = 1000 }: TorchvisionAlexNetOptions = {}) {
  return sequential([null, 224, 224, 3], {
    conv1: conv2d({ filters: 64, kernelSize: 11, strides: 4, padding: 2 }),
    relu1: relu(),
    pool1: pool,
    conv2: conv2d({ filters: 192, kernelSize: 5, padding: 2 }),
    relu2: relu(),
    pool2: pool,
    conv3: convolution(384),
    relu3: relu(),
    conv4: convolution(256),
    relu4: relu(),
    conv5: convolution(256),
    relu5: relu(),
    pool5: pool,
    flatten5: flatten({ order: 'nchw' }),
    drop6: dropout(),
    fc6: dense({ units: 4096 }),
    relu6: relu(),
    drop7: dropout(),
    fc7: dense({ units: 4096 }),
    relu7: relu(),
    fc8: dense({ units: classes }),
  });
}

/** What torchvision calls the nodes of {@link torchvisionAlexNet} that have weights. */
export const torchvisionAlexNetModules = {
  conv1: 'features.0',
  conv2: 'features.3',
  conv3: 'features.6',
  conv4: 'features.8',
  conv5: 'features.10',
  fc6: 'classifier.1',
  fc7: 'classifier.4',
  fc8: 'classifier.6',
} as const;
