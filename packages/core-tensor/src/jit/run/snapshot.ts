/** Copies of host tensors that later steps do not overwrite. */

import { type HostTensor, isHostTensor, type MapTree, mapTree } from '../../tree/index.js';

/**
 * The tree with every host tensor copied. What a donating step returned is overwritten two calls later: a checkpoint or a
 * picture needs a snapshot.
 */
export function snapshot<T>(tree: T): T {
  return mapTree((leaf) => (isHostTensor(leaf) ? copied(leaf) : leaf), tree) as MapTree<T, unknown> as T;
}

function copied(tensor: HostTensor): HostTensor {
  return { shape: tensor.shape, dtype: tensor.dtype, data: tensor.data.slice() } as HostTensor;
}
