/** A shape with one -1 filled in from the number of elements, as in tf.reshape. */

import { sizeOf } from '../../tree/host-tensor.js';

export function inferredShape(shape: readonly number[], from: readonly number[]): number[] {
  const known = shape.reduce((product, dimension) => (dimension < 0 ? product : product * dimension), 1);
  return shape.map((dimension) => (dimension < 0 ? sizeOf(from) / known : dimension));
}
