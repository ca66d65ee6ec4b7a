/** Runs a function once on symbols and returns what it did as a program. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { isKey } from '../../random/index.js';
import { type DType, flatten, isTensorLike, type Structure, unflatten } from '../../tree/index.js';
import type { Program } from '../program/program.js';
import { callerOutside } from './caller.js';
import { type Draw, recordedKey } from './draws.js';
import { Recorder } from './recorder.js';
import { recordingBackend, recordingBackendName } from './recording-backend.js';
import { unsupportedKernel } from './unsupported-kernel.js';

/** Where a program input comes from at each call: a leaf of the arguments, or a random draw. */
export type InputSource = { readonly leaf: number } | Draw;

/** A function as a program, and how arguments and results map onto it. */
export interface Recording {
  readonly program: Program;
  /** One per program input. */
  readonly sources: readonly InputSource[];
  /** The result's structure; its leaves are the program's outputs in order. */
  readonly result: Structure;
}

/**
 * Records `fn` called with `args`: trees whose leaves are tensors or their specifications (anything with `shape` and
 * `dtype`), numbers (which become float32 scalars), keys, and strings and booleans (which the function sees as they are).
 *
 * @throws DiopterError `unsupported-kernel`, `captured-variable`, `value-unknown`, `frozen-randomness`.
 */
export function recordFunction(fn: (...args: never[]) => unknown, args: readonly unknown[]): Recording {
  const backend = recordingBackend();
  if (backend.recorder !== undefined) {
    throw new DiopterError('invalid-argument', {
      what: 'a compiled function is called while another one is being recorded',
      ...callerOutside(),
      help: 'call the plain function instead: the outer jit compiles it too',
    });
  }
  const recorder = new Recorder();
  // Asking for the backend starts tfjs' own choice where nothing was chosen yet.
  tf.backend();
  const previous = tf.getBackend();
  const random = Math.random;
  backend.recorder = recorder;
  Math.random = frozenRandomness;
  tf.setBackend(recordingBackendName);
  try {
    return tf.tidy(() => run(fn, args, recorder) as unknown as tf.Tensor) as unknown as Recording;
  } catch (error) {
    throw missingKernel(error) ?? error;
  } finally {
    tf.setBackend(previous);
    Math.random = random;
    backend.recorder = undefined;
  }
}

/** The program of `fn` called with `args`: see {@link recordFunction}. */
export function record(fn: (...args: never[]) => unknown, args: readonly unknown[]): Program {
  return recordFunction(fn, args).program;
}

function run(fn: (...args: never[]) => unknown, args: readonly unknown[], recorder: Recorder): Recording {
  const backend = recordingBackend();
  const sources: InputSource[] = [];
  const { leaves, structure } = flatten(args as unknown);
  const symbols = leaves.map((leaf, position) => {
    if (isKey(leaf)) {
      return recordedKey(
        position,
        (spec, draw) => {
          sources.push(draw);
          return recorder.input(spec);
        },
        (id) => backend.symbol(id),
      );
    }
    const spec = specOf(leaf);
    if (spec === undefined) return leaf;
    sources.push({ leaf: position });
    return backend.symbol(recorder.input(spec));
  });
  const returned: unknown = fn(...(unflatten(structure, symbols) as never[]));
  if (returned instanceof Promise) {
    throw new DiopterError('invalid-argument', {
      what: 'the function to compile is async',
      where: 'jit',
      help: 'make it a plain function: it only says what to compute',
    });
  }
  const result = flatten(returned);
  const outputs = result.leaves.map((leaf) => {
    if (leaf instanceof tf.Tensor) return backend.idOf(leaf);
    if (typeof leaf === 'number')
      return recorder.constant({ shape: [], dtype: 'float32', data: Float32Array.of(leaf) });
    throw new DiopterError('invalid-argument', {
      what: `the compiled function returns a ${typeof leaf}`,
      where: 'jit',
      help: 'return trees of tensors',
    });
  });
  return { program: recorder.finish(outputs), sources, result: result.structure as Structure };
}

/** What a leaf is to the program: a tensor, a traced number, or undefined for what the function sees as it is. */
function specOf(leaf: unknown): { shape: readonly number[]; dtype: DType } | undefined {
  if (typeof leaf === 'number') return { shape: [], dtype: 'float32' };
  if (typeof leaf !== 'object' || leaf === null || !isTensorLike(leaf)) return undefined;
  return { shape: leaf.shape, dtype: leaf.dtype as DType };
}

function frozenRandomness(): never {
  throw new DiopterError('frozen-randomness', {
    what: 'Math.random is called while a function is being recorded: every call would get the same numbers',
    ...callerOutside(),
    help: 'take a key as an argument and draw with normal, uniform or bernoulli of @diopter/core-tensor/random',
  });
}

function missingKernel(error: unknown): DiopterError | undefined {
  if (error instanceof DiopterError || !(error instanceof Error)) return undefined;
  const kernel = error.message.match(/[Kk]ernel '?(\w+)'? not registered/)?.[1];
  return kernel === undefined ? undefined : unsupportedKernel(kernel, error.stack);
}
