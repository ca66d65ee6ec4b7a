/** From host tensors to tensors of tfjs and back, and how far two trees of host tensors are apart. */

import * as tf from '@tensorflow/tfjs';
import { type HostTensor, isHostTensor, mapTree, zipTrees } from '../../tree/index.js';

/** The tree with every tensor read. */
export function toHost(tree: unknown): unknown {
  return mapTree(
    (leaf) =>
      leaf instanceof tf.Tensor ? { shape: leaf.shape, dtype: leaf.dtype, data: leaf.dataSync() } : leaf,
    tree,
  );
}

/** The tree with every host tensor as a tensor of the active backend, and every number as a scalar. */
export function toTensors<T>(tree: unknown): T {
  return mapTree((leaf) => {
    if (typeof leaf === 'number') return tf.scalar(leaf);
    return isHostTensor(leaf) ? tf.tensor(leaf.data, [...leaf.shape], leaf.dtype) : leaf;
  }, tree) as T;
}

/** The largest difference between elements, relative to those of magnitude above 1. NaN where shapes or dtypes differ. */
export function largestDifference(actual: unknown, expected: unknown): number {
  return Math.max(
    0,
    ...zipTrees(actual, expected).map(([a, b]) => difference(a as HostTensor, b as HostTensor)),
  );
}

function difference(a: HostTensor, b: HostTensor): number {
  if (a.shape.join() !== b.shape.join() || a.dtype !== b.dtype) return Number.NaN;
  let largest = 0;
  a.data.forEach((x, i) => {
    const y = b.data[i]!;
    const apart = Object.is(x, y) || x === y ? 0 : Math.abs(x - y) / Math.max(1, Math.abs(y));
    if (!(apart <= largest)) largest = apart;
  });
  return largest;
}
