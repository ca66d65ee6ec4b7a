/** `tf.tidy` for functions that return trees, whose `null` nodes its type does not foresee. */

import * as tf from '@tensorflow/tfjs';

/** Runs `f`, keeps the tensors of the tree it returns and frees those it made on the way. */
export function tidyTree<T>(f: () => T): T {
  return tf.tidy(f as () => tf.TensorContainer) as T;
}
