/** What a recorded function returns, as outputs of its program. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { isKey } from '../../random/index.js';
import type { ValueId } from '../program/program.js';
import type { Recorder } from './recorder.js';
import { recordingBackend } from './recording-backend.js';

/**
 * The tree that the function returned.
 *
 * @throws DiopterError `invalid-argument` if it returned nothing, or a promise.
 */
export function checkedResult(returned: unknown): unknown {
  if (returned === undefined) throw refused('returns nothing', 'return the tensors that it is to compute');
  if (!isThenable(returned)) return returned;
  // What it fails with later says nothing more.
  returned.then(undefined, () => {});
  throw refused('is async', 'make it a plain function: it only says what to compute');
}

/** The value that a leaf of the result stands for. */
export function outputOf(leaf: unknown, path: string, recorder: Recorder): ValueId {
  if (leaf instanceof tf.Tensor) return recordingBackend().idOf(leaf);
  if (typeof leaf === 'number') {
    return recorder.constant({ shape: [], dtype: 'float32', data: Float32Array.of(leaf) });
  }
  const place = path === '' ? '' : ` at '${path}'`;
  throw isKey(leaf)
    ? refused(`returns a random key${place}`, 'derive keys outside, such as foldIn(key, step) at every step')
    : refused(`returns something else than tensors${place}: ${kindOf(leaf)}`, 'return trees of tensors');
}

function kindOf(leaf: unknown): string {
  return typeof leaf === 'object' ? 'an object' : `a ${typeof leaf}`;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof (value as Partial<PromiseLike<unknown>>).then === 'function';
}

function refused(what: string, help: string): DiopterError {
  return new DiopterError('invalid-argument', {
    what: `the function to compile ${what}`,
    where: 'jit',
    help,
  });
}
