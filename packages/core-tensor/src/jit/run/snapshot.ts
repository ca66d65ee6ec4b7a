/** Copies of host tensors that later steps do not overwrite. */

import { type HostTensor, isHostTensor, type MapTree, mapTreeWithPaths } from '../../tree/index.js';
import { donatedInput, isDonated } from './donated.js';

/**
 * The tree with every host tensor copied. What a donating step returned is overwritten two calls later: a checkpoint or a
 * picture needs a snapshot.
 *
 * @throws DiopterError `donated-input` for a tensor that was given away already.
 */
export function snapshot<T>(tree: T): T {
  return mapTreeWithPaths((path, leaf) => (isHostTensor(leaf) ? copied(leaf, path) : leaf), tree) as MapTree<
    T,
    unknown
  > as T;
}

function copied(tensor: HostTensor, path: string): HostTensor {
  if (isDonated(tensor)) throw donatedInput(path, 'snapshot');
  return { shape: tensor.shape, dtype: tensor.dtype, data: tensor.data.slice() } as HostTensor;
}
