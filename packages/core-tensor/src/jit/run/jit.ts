/** `jit`: a function over tfjs tensors, compiled to ONNX Runtime at its first call. */

import { DiopterError } from '../../errors/index.js';
import { flatten, type HostTensor, isHostTensor, type Structure } from '../../tree/index.js';
import { BufferPool } from './buffers.js';
import { call } from './call.js';
import { type Compiled, compile } from './compile.js';
import type { JitOptions } from './options.js';
import { signatureOf } from './signature.js';
import type { FedArguments, Fetched } from './types.js';

/** A compiled function. */
export interface CompiledFunction<Args extends readonly unknown[], Result> {
  (...args: FedArguments<Args>): Promise<Fetched<Result>>;
  /** Compiles for these arguments without running, and says what came of it. */
  prepare(...args: FedArguments<Args>): Promise<Compiled>;
  /** Frees every session. The function compiles anew if it is called again. */
  release(): Promise<void>;
}

/**
 * Compiles `fn`: a pure function over trees of tensors, such as a whole training step with its gradients. It is recorded
 * once per signature (shapes, dtypes, structures, strings and booleans), becomes one ONNX graph and runs in ONNX Runtime.
 *
 * Callers pass tensors, host tensors, or numbers for scalars, and get host tensors. Keys draw fresh bits at every call, the
 * same as eagerly.
 *
 * @throws DiopterError `unsupported-kernel`, `captured-variable`, `value-unknown`, `frozen-randomness` at a signature's
 * first call; `donated-input` when an argument was given away before.
 *
 * @example
 * const step = jit((w: tf.Tensor2D, x: tf.Tensor2D, rate: tf.Scalar) => {
 *   const { value, grads } = tf.valueAndGrads((w: tf.Tensor) => x.matMul(w).square().mean())([w]);
 *   return { w: w.sub(grads[0].mul(rate)), loss: value };
 * });
 * const { w, loss } = await step(tf.ones([3, 2]), tf.ones([4, 3]), 0.1); // loss.data[0] is 9
 */
export function jit<Args extends readonly unknown[], Result>(
  fn: (...args: Args) => Result,
  options: JitOptions = {},
): CompiledFunction<Args, Result> {
  const { donate = [], cacheSize = 8 } = options;
  const cache = new Map<string, Promise<Compiled>>();
  const pool = new BufferPool();
  const donated = new WeakSet<object>();

  const find = (args: readonly unknown[]): { leaves: readonly unknown[]; compiled: Promise<Compiled> } => {
    const { leaves, structure } = flatten(args);
    const signature = signatureOf(structure as Structure, leaves);
    const compiled = cache.get(signature) ?? compile(fn as (...args: never[]) => unknown, args, options);
    // A map keeps the order of insertion: the entry used last goes to the end, the first is the one to drop.
    cache.delete(signature);
    cache.set(signature, compiled);
    compiled.catch(() => cache.delete(signature));
    if (cache.size > cacheSize) evictOldest(cache);
    return { leaves, compiled };
  };

  const run = async (...args: readonly unknown[]): Promise<unknown> => {
    const { leaves, compiled } = find(args);
    refuseDonated(leaves, donated);
    const result = await call(await compiled, leaves, pool);
    const given = new Set(donate.flatMap((position) => flatten(args[position]).leaves).filter(isHostTensor));
    for (const tensor of given) donated.add(tensor);
    const arrays = new Map([...given].map((tensor) => [tensor.data, tensor]));
    for (const tensor of arrays.values()) pool.give(tensor);
    return result;
  };
  return Object.assign(run, {
    prepare: async (...args: readonly unknown[]) => find(args).compiled,
    release: async () => {
      const all = [...cache.values()];
      cache.clear();
      await Promise.all(all.map(async (compiled) => release(await compiled)));
    },
  }) as CompiledFunction<Args, Result>;
}

function evictOldest(cache: Map<string, Promise<Compiled>>): void {
  const [signature, compiled] = cache.entries().next().value!;
  cache.delete(signature);
  void compiled.then(release);
}

async function release({ session }: Compiled): Promise<void> {
  session.endProfiling();
  await session.release();
}

function refuseDonated(leaves: readonly unknown[], donated: WeakSet<object>): void {
  const stale = leaves.findIndex((leaf) => isHostTensor(leaf) && donated.has(leaf as HostTensor));
  if (stale === -1) return;
  throw new DiopterError('donated-input', {
    what: `leaf ${stale} of the arguments was given away at an earlier call: its array holds something else by now`,
    where: 'jit',
    help: 'pass what the last call returned, or keep a snapshot()',
  });
}
