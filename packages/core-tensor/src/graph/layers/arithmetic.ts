/** Elementwise arithmetic of several inputs. */

import * as tf from '@tensorflow/tfjs';
import { broadcast } from '../broadcast.js';
import type { LayerDefinition } from './definition.js';

/** See {@link add}, {@link multiply} and {@link arithmetic}. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operation: 'add' | 'multiply' | 'maximum' | 'minimum' | 'subtract' | 'divide' | 'power';
}

/** An operation on inputs whose shapes are broadcast as in NumPy; several inputs are combined from the left. */
export function arithmetic(operation: Arithmetic['operation']): Arithmetic {
  return { kind: 'arithmetic', operation };
}

/** Sum of its inputs. */
export function add(): Arithmetic {
  return arithmetic('add');
}

/** Product of its inputs. */
export function multiply(): Arithmetic {
  return arithmetic('multiply');
}

const operations: Record<Arithmetic['operation'], (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  add: tf.add,
  multiply: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
  subtract: tf.sub,
  divide: tf.div,
  power: tf.pow,
};

export const arithmeticDefinition: LayerDefinition<Arithmetic> = {
  arity: [1, Infinity],
  infer: (_layer, inputs) => inputs.reduce(broadcast),
  apply: ({ operation }, inputs) => inputs.reduce((a, b) => operations[operation](a, b)),
};
