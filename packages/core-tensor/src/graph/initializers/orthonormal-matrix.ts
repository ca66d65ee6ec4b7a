/** Random orthonormal matrices for weights, drawn by the host in double precision. */

import { DiopterError } from '../../errors/index.js';
import { haarOrthonormalRows } from '../../linear-algebra/index.js';
import { isRecording } from '../../ops/is-recording.js';
import { isTracedKey, type Key, normalValues } from '../../random/index.js';

/**
 * A matrix whose rows are orthonormal or, where it has more rows than columns, whose columns are; Haar-distributed.
 *
 * @returns `[rows · columns]`, row-major, times `gain`.
 * @throws DiopterError `value-unknown` for a key of a function that is being recorded, `frozen-randomness` for another key
 * inside of one.
 */
export function orthonormalMatrix(key: Key, rows: number, columns: number, gain: number): Float32Array {
  refuseWhileRecording(key);
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const orthonormal = haarOrthonormalRows(normalValues(key, [count, length]).data, count, length);
  const [rowStep, columnStep] = rows <= columns ? [columns, 1] : [1, rows];
  const matrix = new Float32Array(rows * columns);
  for (let i = 0, row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      matrix[i] = gain * orthonormal[row * rowStep + column * columnStep]!;
    }
  }
  return matrix;
}

function refuseWhileRecording(key: Key): void {
  const traced = isTracedKey(key);
  if (!traced && !isRecording()) return;
  throw new DiopterError(traced ? 'value-unknown' : 'frozen-randomness', {
    what: 'an orthogonal matrix is computed by the host, so it cannot be drawn inside a compiled function',
    help: 'call init before, and pass the weights to the compiled function as an argument',
  });
}
