/** What the two AlexNets of Caffe have in common: all but the order of pooling and normalisation. */

import { conv2d, dense, dropout, flatten, lrn, relu, softmax } from '@diopter/core-tensor/graph';

/** Caffe's local response normalisation, with the numbers of Krizhevsky et al. 2012. */
export const normalisation = lrn({ size: 5, alpha: 1e-4, beta: 0.75 });

export const firstLayers = {
  conv1: conv2d({ filters: 96, kernelSize: 11, strides: 4, padding: 'valid' }),
  relu1: relu(),
};

export const secondLayers = {
  conv2: conv2d({ filters: 256, kernelSize: 5, padding: 2, groups: 2 }),
  relu2: relu(),
};

export const lastConvolutions = {
  conv3: conv2d({ filters: 384, kernelSize: 3, padding: 1 }),
  relu3: relu(),
  conv4: conv2d({ filters: 384, kernelSize: 3, padding: 1, groups: 2 }),
  relu4: relu(),
  conv5: conv2d({ filters: 256, kernelSize: 3, padding: 1, groups: 2 }),
  relu5: relu(),
};

/** From `pool5`, whose values are read channel by channel, as in the files of the field. */
export function classifier(classes: number) {
  return {
    flatten5: flatten({ order: 'nchw' }),
    fc6: dense({ units: 4096 }),
    relu6: relu(),
    drop6: dropout(),
    fc7: dense({ units: 4096 }),
    relu7: relu(),
    drop7: dropout(),
    fc8: dense({ units: classes }),
    prob: softmax(),
  };
}
