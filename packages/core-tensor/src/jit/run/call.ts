/** One call of a compiled function: arguments to feeds, a run, outputs to host tensors. */

import type { EngineTensor } from '../../engine/index.js';
import type { Key } from '../../random/index.js';
import type { HostTensor } from '../../tree/index.js';
import { replay } from '../record/draws.js';
import type { BufferPool } from './buffers.js';
import type { Compiled } from './compile.js';
import { treeLike } from './layout.js';

/** Runs `compiled` on the leaves of its arguments. Outputs take their arrays from `pool`. */
export async function call(
  { session, inputs, outputs, slots, result }: Compiled,
  leaves: readonly unknown[],
  pool: BufferPool,
): Promise<unknown> {
  const feeds: Record<string, EngineTensor> = {};
  for (const { name, source } of inputs) {
    const leaf = leaves[source.leaf];
    feeds[name] = engineTensor('request' in source ? replay(source, leaf as Key) : (leaf as HostTensor));
  }
  const results = pool.take(slots);
  const into: Record<string, EngineTensor> = {};
  for (let i = 0; i < outputs.length; i++) into[outputs[i]!] = engineTensor(results[i]!);
  await session.run(feeds, into);
  return treeLike(result, results);
}

const engineTensor = ({ shape, dtype, data }: HostTensor): EngineTensor => ({ dataType: dtype, shape, data });
