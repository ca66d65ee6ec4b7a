/** Dropout. */

import * as tf from '@tensorflow/tfjs';
import { bernoulli } from '../../random/index.js';
import { float32 } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';
import { same } from './inputs.js';

/** See {@link dropout}. */
export interface Dropout {
  readonly kind: 'dropout';
  readonly rate: number;
}

/**
 * In `train` mode sets each value to zero with probability `rate` and divides the others by `1 - rate`; nothing in
 * `evaluate` mode (Srivastava et al. 2014). Needs a key in `train` mode.
 */
export function dropout({ rate = 0.5 } = {}): Dropout {
  return { kind: 'dropout', rate };
}

export const dropoutDefinition: LayerDefinition<Dropout> = {
  arity: [1, 1],
  infer: (_layer, inputs) => same(inputs),
  apply({ rate }, [x], context) {
    if (context.mode === 'evaluate' || rate === 0) return x!;
    const kept = bernoulli(context.key(), x!.shape, { probability: 1 - rate });
    return tf.mul(tf.div(x!, 1 - rate), tf.cast(kept, 'float32'));
  },
  toOnnx({ rate }, { inputs, add, constant }) {
    add('Dropout', [inputs[0]!, constant('ratio', float32(rate))]);
  },
  fromOnnx: {
    Dropout(call) {
      if (call.has(2) && call.constant(2).data[0] !== 0) throw call.refuse('it is in training mode');
      const x = call.value(0);
      const rate = call.has(1) ? call.constant(1).data[0]! : call.attributes.float('ratio', 0.5);
      return call.emit(dropout({ rate }), [x], { axes: x.axes });
    },
  },
};
