/** Trees of tensors, read to the host. */

import { type HostTensor, mapTree, type Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';

/** The same tree with every tensor in host memory. */
export function onHost(tree: Tree<tf.Tensor>): Tree<HostTensor> {
  return mapTree(
    (tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() }) as HostTensor,
    tree,
  ) as Tree<HostTensor>;
}
