/** One call of a compiled function: arguments to feeds, a run, outputs to host tensors. */

import * as tf from '@tensorflow/tfjs';
import type { EngineTensor } from '../../engine/index.js';
import { DiopterError } from '../../errors/index.js';
import type { Key } from '../../random/index.js';
import { type DType, type HostTensor, isHostTensor, unflatten } from '../../tree/index.js';
import { replay } from '../record/draws.js';
import type { InputSource } from '../record/record.js';
import type { BufferPool } from './buffers.js';
import type { Compiled } from './compile.js';

/** Runs `compiled` on the leaves of its arguments. Outputs take their arrays from `pool`. */
export async function call(
  { recording, session }: Compiled,
  leaves: readonly unknown[],
  pool: BufferPool,
): Promise<unknown> {
  const { program, sources, result } = recording;
  const feeds: Record<string, EngineTensor> = {};
  sources.forEach((source, i) => {
    feeds[`in${i}`] = engineTensor(hostTensorFrom(source, leaves));
  });
  const outputs = program.outputs.map((id): HostTensor => {
    const spec = program.values[id]!;
    return { shape: spec.shape, dtype: spec.dtype, data: pool.take(spec) } as HostTensor;
  });
  await session.run(feeds, Object.fromEntries(outputs.map((output, i) => [`out${i}`, engineTensor(output)])));
  return unflatten(result, outputs);
}

const engineTensor = ({ shape, dtype, data }: HostTensor): EngineTensor => ({ dataType: dtype, shape, data });

function hostTensorFrom(source: InputSource, leaves: readonly unknown[]): HostTensor {
  const leaf = leaves[source.leaf];
  return 'request' in source ? replay(source, leaf as Key) : hostTensorOf(leaf);
}

const arrayOf: { readonly [D in DType]: (data: ArrayLike<number>) => HostTensor['data'] } = {
  float32: (data) => Float32Array.from(data),
  int32: (data) => Int32Array.from(data),
  bool: (data) => Uint8Array.from(data),
};

/** A leaf as a caller passes it, in host memory. */
export function hostTensorOf(leaf: unknown): HostTensor {
  if (typeof leaf === 'number') return { shape: [], dtype: 'float32', data: Float32Array.of(leaf) };
  if (isHostTensor(leaf)) return leaf;
  if (leaf instanceof tf.Tensor) {
    const dtype = leaf.dtype as DType;
    const data = leaf.dataSync() as HostTensor['data'];
    return {
      shape: leaf.shape,
      dtype,
      data: data.constructor === arrayOf[dtype]([]).constructor ? data : arrayOf[dtype](data),
    } as HostTensor;
  }
  throw new DiopterError('invalid-argument', {
    what: `a compiled function is given a ${typeof leaf} where it takes a tensor`,
    where: 'jit',
    help: 'pass a tf.Tensor, a HostTensor or a number',
  });
}
