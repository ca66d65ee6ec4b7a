/** Writes a compiled program as an ONNX file that any ONNX Runtime runs. */

import { writeOnnx } from '../onnx/index.js';
import { leavesWithPaths } from '../tree/index.js';
import { emit } from './emit/emit.js';
import { optimize } from './passes/index.js';
import { recordFunction } from './record/record.js';

/**
 * The bytes of an ONNX model that computes `fn` for arguments like `specs`: trees whose leaves have a `shape` and `dtype`,
 * numbers (float32 scalars), keys, and strings and booleans as they are. Inputs and outputs are named by their path, such as
 * `0.parameters.filter`; a random draw is an input named `draw0`, `draw1`, …, for the caller to fill.
 *
 * @example
 * await writeFile('step.onnx', exportProgram(step, [{ shape: [3, 2], dtype: 'float32' }, 0.1]));
 */
export function exportProgram(fn: (...args: never[]) => unknown, specs: readonly unknown[]): Uint8Array {
  const { program, sources, result } = recordFunction(fn, specs);
  const paths = leavesWithPaths(specs as unknown).map(({ path }) => path);
  let draws = 0;
  const inputs = sources.map((source) => ('request' in source ? `draw${draws++}` : paths[source.leaf]!));
  const outputs = leavesWithPaths(result as unknown).map(({ path }) =>
    path === '' ? 'result' : `result.${path}`,
  );
  return writeOnnx(emit(optimize(program), { inputs, outputs }));
}
