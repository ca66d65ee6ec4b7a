/** Permutation of axes. */

import * as tf from '@tensorflow/tfjs';
import { ints } from '../../onnx/index.js';
import { onnxAxis, onnxOrder, permuted } from '../layout.js';
import { problem } from '../problem.js';
import { formatShape } from '../shape.js';
import type { LayerDefinition } from './definition.js';

/** See {@link transpose}. */
export interface Transpose {
  readonly kind: 'transpose';
  readonly permutation: readonly number[];
}

/** Reorders axes: axis `i` of the output is axis `permutation[i]` of the input. */
export function transpose({ permutation }: Pick<Transpose, 'permutation'>): Transpose {
  return { kind: 'transpose', permutation };
}

export const transposeDefinition: LayerDefinition<Transpose> = {
  arity: [1, 1],
  infer({ permutation }, [input]) {
    const sorted = [...permutation].sort((a, b) => a - b);
    if (sorted.length !== input!.length || sorted.some((axis, i) => axis !== i)) {
      throw problem('shape-mismatch', `[${permutation}] does not permute the axes of ${formatShape(input!)}`);
    }
    return permutation.map((axis) => input![axis]!);
  },
  apply: ({ permutation }, [x]) => tf.transpose(x!, [...permutation]),
  toOnnx({ permutation }, { inputs, add }) {
    const rank = permutation.length;
    add('Transpose', inputs, {
      perm: ints(onnxOrder(rank).map((axis) => onnxAxis(permutation[axis]!, rank))),
    });
  },
  fromOnnx: {
    /** No layer at all: the value is the same, and its axes are elsewhere. */
    Transpose(call) {
      const x = call.value(0);
      const permutation = call.attributes.ints('perm') ?? x.axes.map((_, axis) => axis).reverse();
      return { ...x, axes: permuted(x.axes, permutation) };
    },
  },
};
