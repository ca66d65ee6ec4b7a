/** Leaves of arguments as a session takes them. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { isKey } from '../../random/index.js';
import { type DType, type HostTensor, isHostTensor, sizeOf } from '../../tree/index.js';
import { arrayOf } from './buffers.js';

/**
 * A leaf in host memory: tensors and numbers as host tensors; keys, texts and truth values as they are.
 *
 * @param where says where the leaf stands, for errors.
 * @throws DiopterError `invalid-argument`, `dtype-mismatch` or `shape-mismatch` for a tensor whose data are missing or do not
 * fit it.
 */
export function hostLeaf(leaf: unknown, where: () => string): unknown {
  if (typeof leaf === 'number') return { shape: [], dtype: 'float32', data: Float32Array.of(leaf) };
  // First what there are hundreds of at every step.
  if (isHostTensor(leaf)) return checked(leaf, where);
  if (typeof leaf !== 'object' || isKey(leaf)) return leaf;
  if (leaf instanceof tf.Tensor) return fetched(leaf);
  throw new DiopterError('invalid-argument', {
    what: 'there is a shape and a dtype, but no data',
    where: where(),
    help: 'pass a tf.Tensor, a HostTensor or a number',
  });
}

/** Reads a tensor of tfjs. Backends keep some dtypes in other arrays than ours. */
function fetched(tensor: tf.Tensor): HostTensor {
  const dtype = tensor.dtype as DType;
  const data = tensor.dataSync();
  if (data instanceof arrayOf[dtype]) return { shape: tensor.shape, dtype, data } as HostTensor;
  const converted = new arrayOf[dtype](data.length);
  converted.set(data);
  return { shape: tensor.shape, dtype, data: converted } as HostTensor;
}

function checked(tensor: HostTensor, where: () => string): HostTensor {
  const { shape, dtype, data } = tensor;
  if (!(data instanceof arrayOf[dtype])) {
    throw new DiopterError('dtype-mismatch', {
      what: `the data of ${dtype} are in a ${(data as object).constructor.name}`,
      where: where(),
      help: `put them into a ${arrayOf[dtype].name}`,
    });
  }
  if (data.length !== sizeOf(shape)) {
    throw new DiopterError('shape-mismatch', {
      what: `the shape [${shape.join(', ')}] does not fit ${data.length} elements`,
      where: where(),
      help: 'an array that was transferred to another thread has none left',
    });
  }
  return tensor;
}
