/** Many parameters as one vector: what makes a step over hundreds of small tensors fast. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import {
  flatten,
  type HostTensor,
  isHostTensor,
  type MapTree,
  sizeOf,
  type TensorLike,
  type Tree,
  unflatten,
} from '../tree/index.js';

/** The way between a tree of float32 tensors and one vector of all their elements, in the order of `flatten`, and back. */
export interface Packing<P> {
  /** Elements of the vector. */
  readonly size: number;
  /** The vector of a tree of tensors. */
  pack(tree: P): tf.Tensor1D;
  /** The vector of a tree in host memory, such as fresh parameters. */
  packValues(tree: unknown): HostTensor<'float32'>;
  /** The tree of a vector; its gradient with respect to the vector is one concatenation. */
  unpack(vector: tf.Tensor): P;
  /** The tree of a vector in host memory, sharing its array. */
  unpackValues(vector: HostTensor): Tree<HostTensor<'float32'>>;
}

/**
 * The packing of trees like `like`. A training state that holds one vector instead of hundreds of tensors is fed and returned as one
 * array, and its optimizer's ten operations are done once instead of once per parameter: a net of 200 small layers trains
 * about a third faster. With large tensors there is nothing to win.
 *
 * @param like a tree of float32 tensors, host tensors or their specifications.
 * @throws DiopterError `dtype-mismatch` if a leaf is not float32.
 * @example
 * const { pack, unpack } = packingOf(parameters);
 * const step = ({ weights, moments }, x, step) => {
 *   const { value, grads } = tf.valueAndGrads((weights) => loss(unpack(weights), x))([weights]);
 *   const next = optimizer.update({ weights: grads[0] }, moments, { weights }, { learningRate, step });
 *   return { weights: next.parameters.weights, moments: next.state, loss: value };
 * };
 */
export function packingOf<P extends Tree<TensorLike>>(like: P): Packing<MapTree<P, tf.Tensor>> {
  const { leaves, structure } = flatten(like as Tree<TensorLike>);
  const shapes = leaves.map(({ shape, dtype }) => {
    if (dtype === 'float32') return [...shape];
    throw new DiopterError('dtype-mismatch', {
      what: `a leaf of dtype ${dtype} cannot be packed`,
      where: 'packingOf, argument like',
      help: 'keep what is not float32 beside the vector',
    });
  });
  const sizes = shapes.map(sizeOf);
  const size = sizes.reduce((sum, count) => sum + count, 0);
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, count) => sum + count, 0));
  return {
    size,
    pack: (tree) =>
      tf.concat1d(
        flatten(tree as Tree<tf.Tensor>).leaves.map((leaf) => tf.reshape(leaf, [-1]) as tf.Tensor1D),
      ),
    packValues: (tree) => {
      const data = new Float32Array(size);
      flatten(tree).leaves.forEach((leaf, i) => {
        if (isHostTensor(leaf)) data.set(leaf.data, offsets[i]);
        else if (leaf instanceof tf.Tensor) data.set(leaf.dataSync(), offsets[i]);
      });
      return { shape: [size], dtype: 'float32', data };
    },
    unpack: (vector) => {
      const parts = tf.split(vector, sizes);
      return unflatten(
        structure,
        parts.map((part, i) => tf.reshape(part, shapes[i]!)),
      ) as MapTree<P, tf.Tensor>;
    },
    unpackValues: ({ data }) =>
      unflatten(
        structure,
        shapes.map((shape, i): HostTensor<'float32'> => {
          const offset = offsets[i]!;
          return {
            shape,
            dtype: 'float32',
            data: (data as Float32Array).subarray(offset, offset + sizes[i]!),
          };
        }),
      ) as Tree<HostTensor<'float32'>>,
  };
}
