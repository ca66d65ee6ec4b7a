/** `jit`: a function over tfjs tensors, compiled to ONNX Runtime at its first call. */

import { DiopterError } from '../../errors/index.js';
import { isHostTensor } from '../../tree/index.js';
import { refuseWhileRecording } from '../record/recording-backend.js';
import { BufferPool } from './buffers.js';
import { call } from './call.js';
import { type Compiled, compile } from './compile.js';
import { donatedInput, isDonated, markDonated, unmarkDonated } from './donated.js';
import { hostLeaf } from './host-leaf.js';
import { leavesOfItems, pathOfLeaf } from './layout.js';
import type { JitOptions } from './options.js';
import { CachedProgram, ProgramCache } from './program-cache.js';
import { leavesOf, signatureOf } from './signature.js';
import type { FedArguments, Fetched } from './types.js';

/** A compiled function. */
export interface CompiledFunction<Args extends readonly unknown[], Result> {
  (...args: FedArguments<Args>): Promise<Fetched<Result>>;
  /** Compiles for these arguments without running, and says what came of it. */
  prepare(...args: FedArguments<Args>): Promise<Compiled>;
  /** Frees every session, after the calls under way. The function compiles anew if it is called again. */
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
  const cache = new ProgramCache(checkedCacheSize(cacheSize));
  const pool = new BufferPool();

  const find = (args: readonly unknown[]): Found => {
    const found = cache.find(args);
    if (found !== undefined) return found;
    const signature = signatureOf(args);
    checkDonated(donate, args.length);
    const program = new CachedProgram(signature, compile(fn as (...args: never[]) => unknown, args, options));
    cache.add(program);
    return { program, leaves: leavesOf(signature, args)! };
  };

  const run = async (args: readonly unknown[]): Promise<unknown> => {
    const { program, leaves } = find(args);
    const { layout } = program.signature;
    // At once, not when the program is compiled: callers may dispose of their tensors after the call.
    const fed = leaves.map((leaf, i) => hostLeaf(leaf, () => `jit, argument ${pathOfLeaf(layout, i)}`));
    const stale = leaves.findIndex((leaf) => isHostTensor(leaf) && isDonated(leaf));
    if (stale !== -1) throw donatedInput(pathOfLeaf(layout, stale), 'jit');
    const given = leavesOfItems(layout, donate, leaves).filter(isHostTensor);
    markDonated(given);
    try {
      return await program.use(async (compiled) => {
        const result = await call(compiled, fed, pool);
        pool.give(given, compiled.slots);
        return result;
      });
    } catch (error) {
      unmarkDonated(given);
      throw error;
    }
  };

  const compiled = (...args: readonly unknown[]): Promise<unknown> => {
    refuseWhileRecording();
    return run(args);
  };
  return Object.assign(compiled, {
    prepare: async (...args: readonly unknown[]) => find(args).program.compiled,
    release: async () => {
      await cache.clear();
      pool.clear();
    },
  }) as CompiledFunction<Args, Result>;
}

interface Found {
  readonly program: CachedProgram;
  readonly leaves: readonly unknown[];
}

function checkedCacheSize(size: number): number {
  if (Number.isInteger(size) && size > 0) return size;
  throw new DiopterError('invalid-argument', {
    what: `${size} programs cannot be kept`,
    where: 'jit, option cacheSize',
    help: 'keep at least one',
  });
}

function checkDonated(donate: readonly number[], count: number): void {
  const missing = donate.find((position) => !Number.isInteger(position) || position < 0 || position >= count);
  if (missing === undefined) return;
  throw new DiopterError('invalid-argument', {
    what: `argument ${missing} is to be donated, but the call has ${count}`,
    where: 'jit, option donate',
    help: 'name positions of arguments, counted from 0',
  });
}
