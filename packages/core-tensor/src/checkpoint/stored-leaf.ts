/** The leaves of a tree as a checkpoint stores them. */
import { DiopterError } from '../errors/index.js';
import { isKey, keyToHostTensor } from '../random/index.js';
import { isHostTensor, sizeOf } from '../tree/index.js';
import { storedAs } from './safetensors/element-types.js';

/** A tensor ready to be written. */
export interface StoredLeaf {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/** A number is stored as a scalar of 64 bits, which loses nothing. */
export const numberType = 'F64';

/** @throws `invalid-argument` for a leaf that is neither a `HostTensor` nor a number, a truth value or a random key. */
export function storedLeaf(name: string, leaf: unknown): StoredLeaf {
  const where = `saveCheckpoint, ${name || 'the root'}`;
  if (typeof leaf === 'number') return { name, type: numberType, shape: [], data: Float64Array.of(leaf) };
  if (typeof leaf === 'boolean') {
    return { name, type: storedAs.bool, shape: [], data: Uint8Array.of(Number(leaf)) };
  }
  const tensor = isKey(leaf) ? keyToHostTensor(leaf) : leaf;
  if (!isHostTensor(tensor) || storedAs[tensor.dtype] === undefined) {
    throw new DiopterError('invalid-argument', {
      what: `a ${typeof leaf === 'object' ? 'leaf that is no tensor in host memory' : typeof leaf} cannot be stored`,
      where,
      help: 'leaves are HostTensors, numbers, truth values and random keys; texts belong into the metadata',
    });
  }
  const { dtype, shape, data } = tensor;
  if (data.length !== sizeOf(shape)) {
    throw new DiopterError('shape-mismatch', {
      what: `shape [${shape.join(', ')}] needs ${sizeOf(shape)} elements, the data have ${data.length}`,
      where,
    });
  }
  return { name, type: storedAs[dtype], shape, data };
}
