/** Gradients with respect to trees of tensors. */

import * as tf from '@tensorflow/tfjs';
import { flatten, mapTree, type Tree, unflatten } from '../tree/index.js';

/** A loss and the terms it is made of. */
export interface Loss<Term extends string = string> {
  readonly value: tf.Scalar;
  readonly terms: Readonly<Record<Term, tf.Scalar>>;
}

/**
 * What `f` gives at `parameters`, and the gradients of its `value` in a tree like the parameters. Whatever else `f`
 * returns, a tree of tensors, comes along: the terms of a loss, images.
 *
 * @throws Error of tfjs if the value does not depend on one of the parameters.
 * @example
 * const { value, terms, gradients } = valueAndGradients(lossOf, parameters);
 */
export function valueAndGradients<P extends Tree<tf.Tensor>, Found extends { readonly value: tf.Scalar }>(
  f: (parameters: P) => Found,
  parameters: P,
): Found & { readonly gradients: P } {
  const { leaves, structure } = flatten(parameters);
  let kept: unknown;
  const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
    const { value, ...others } = f(unflatten(structure, values) as P);
    // tfjs frees what was made on the way to the value, which the others are.
    kept = mapTree((tensor) => tf.keep(tf.clone(tensor as tf.Tensor)), others);
    return value;
  })(leaves as tf.Tensor[]);
  return {
    ...(released(kept) as Found),
    value: value as tf.Scalar,
    gradients: unflatten(structure, grads) as P,
  };
}

/** The tree of kept tensors as one of ordinary tensors, which belong to the scope around. */
function released(tree: unknown): unknown {
  return mapTree((tensor) => {
    const copy = tf.clone(tensor as tf.Tensor);
    (tensor as tf.Tensor).dispose();
    return copy;
  }, tree);
}
