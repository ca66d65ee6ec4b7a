/** Runs a function once on symbols and returns what it did as a program. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { isKey } from '../../random/index.js';
import {
  type DType,
  flatten,
  isTensorLike,
  leavesWithPaths,
  type Structure,
  structureOf,
  unflatten,
} from '../../tree/index.js';
import type { Program, ValueId, ValueSpec } from '../program/program.js';
import { callerOutside, withDeepStacks } from './caller.js';
import { type Draw, recordedKey } from './draws.js';
import { frozenRandomness } from './frozen-randomness.js';
import { Recorder } from './recorder.js';
import { recordingBackend, recordingBackendName, refuseWhileRecording } from './recording-backend.js';
import { checkedResult, outputOf } from './results.js';
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
  refuseWhileRecording();
  const backend = recordingBackend();
  const recorder = new Recorder();
  // Asking for the backend starts tfjs' own choice where nothing was chosen yet.
  tf.backend();
  const previous = tf.getBackend();
  const random = Math.random;
  backend.recorder = recorder;
  Math.random = () => {
    throw frozenRandomness('Math.random is called');
  };
  tf.setBackend(recordingBackendName);
  try {
    return withDeepStacks(() => tidied(() => run(fn, args, recorder)));
  } catch (error) {
    throw missingKernel(error) ?? disposedTensor(error) ?? error;
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
  const { sources, symbols } = inputsOf(args, recorder);
  const returned: unknown = fn(...(symbols as never[]));
  if (recorder.failure !== undefined) throw recorder.failure;
  const result = checkedResult(returned);
  const outputs = leavesWithPaths(result).map(({ leaf, path }) => outputOf(leaf, path, recorder));
  return { program: recorder.finish(outputs), sources, result: structureOf(result) as Structure };
}

/** The program's inputs, and the arguments with symbols in the place of tensors, numbers and keys. */
function inputsOf(args: readonly unknown[], recorder: Recorder) {
  const backend = recordingBackend();
  const sources: InputSource[] = [];
  /** Equal draws from one key give the same numbers: they are one input. */
  const draws = new Map<string, ValueId>();
  const drawn = (spec: ValueSpec, draw: Draw): ValueId => {
    const text = JSON.stringify(draw);
    const known = draws.get(text);
    if (known !== undefined) return known;
    sources.push(draw);
    const id = recorder.input(spec);
    draws.set(text, id);
    return id;
  };
  const { leaves, structure } = flatten(args as unknown);
  const symbols = leaves.map((leaf, position) => {
    if (isKey(leaf)) return recordedKey(position, drawn, (id) => backend.symbol(id));
    const spec = specOf(leaf);
    if (spec === undefined) return leaf;
    sources.push({ leaf: position });
    return backend.symbol(recorder.input(spec));
  });
  return { sources, symbols: unflatten(structure, symbols) as unknown as readonly unknown[] };
}

/** What a leaf is to the program: a tensor, a traced number, or undefined for what the function sees as it is. */
function specOf(leaf: unknown): ValueSpec | undefined {
  if (typeof leaf === 'number') return { shape: [], dtype: 'float32' };
  if (typeof leaf !== 'object' || leaf === null || !isTensorLike(leaf)) return undefined;
  return { shape: leaf.shape, dtype: leaf.dtype as DType };
}

/** `tf.tidy` for results of any kind, which it does not search for tensors. */
function tidied<T>(f: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = f();
  });
  return result as T;
}

function missingKernel(error: unknown): DiopterError | undefined {
  if (error instanceof DiopterError || !(error instanceof Error)) return undefined;
  const kernel = error.message.match(/[Kk]ernel '?(\w+)'? not registered/)?.[1];
  return kernel === undefined ? undefined : unsupportedKernel(kernel, error.stack);
}

function disposedTensor(error: unknown): DiopterError | undefined {
  if (!(error instanceof Error) || error.message !== 'Tensor is disposed.') return undefined;
  return new DiopterError('invalid-argument', {
    what: 'a tensor is used that has been disposed of: tensors made inside a compiled function end with it',
    ...callerOutside(error.stack),
    help: 'return what is needed outside; let tensors that the function captures live',
    cause: error,
  });
}
