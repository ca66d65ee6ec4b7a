/** Numbers that depend on the class, row by row. */

import * as tf from '@tensorflow/tfjs';

/**
 * The row of `table` for each row of `classes`, exactly: products with ones and zeros do not round. With one class, its
 * row alone, to be broadcast.
 *
 * @param classes One-hot rows, `[count, classes]`.
 * @param table One row per class.
 * @returns `[count, columns]`, or `[1, columns]`.
 */
export function classRows(classes: tf.Tensor2D, table: readonly (readonly number[])[]): tf.Tensor2D {
  const rows = tf.tensor2d(table.map((row) => [...row]));
  return table.length === 1 ? rows : tf.matMul(classes, rows);
}
