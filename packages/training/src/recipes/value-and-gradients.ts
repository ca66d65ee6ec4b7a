/** Gradients with respect to trees of tensors. */

import { flatten, type Tree, unflatten } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** A loss and the terms it is made of. */
export interface Loss<Term extends string> {
  readonly value: tf.Scalar;
  readonly terms: Readonly<Record<Term, tf.Scalar>>;
}

/**
 * The loss at `parameters`, its terms, and its gradients in a tree like the parameters.
 *
 * @example
 * const { value, terms, gradients } = valueAndGradients(lossOf, parameters);
 */
export function valueAndGradients<P extends Tree<tf.Tensor>, Term extends string>(
  lossOf: (parameters: P) => Loss<Term>,
  parameters: P,
): Loss<Term> & { readonly gradients: P } {
  const { leaves, structure } = flatten(parameters);
  let terms: Loss<Term>['terms'] | undefined;
  const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
    const loss = lossOf(unflatten(structure, values) as P);
    terms = loss.terms;
    // tfjs frees what was made on the way to the value, which the terms are.
    for (const term of Object.values<tf.Scalar>(terms)) tf.keep(term);
    return loss.value;
  })(leaves as tf.Tensor[]);
  return { value: value as tf.Scalar, terms: terms!, gradients: unflatten(structure, grads) as P };
}
