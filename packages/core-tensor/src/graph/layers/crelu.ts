/** Concatenated ReLU. */

import * as tf from '@tensorflow/tfjs';
import { int } from '../../onnx/index.js';
import { onnxAxis } from '../layout.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf } from './inputs.js';

/** See {@link crelu}. */
export interface Crelu {
  readonly kind: 'crelu';
}

/** `[relu(x), relu(-x)]` along the channels, twice as many (Shang et al. 2016, arXiv 1603.05201). */
export function crelu(): Crelu {
  return { kind: 'crelu' };
}

export const creluDefinition: LayerDefinition<Crelu> = {
  arity: [1, 1],
  infer: (_layer, [input]) => [...input!.slice(0, -1), 2 * channelsOf(input!)],
  apply: (_layer, [x]) => tf.concat([tf.relu(x!), tf.relu(tf.neg(x!))], -1),
  toOnnx(_layer, { inputs, shape, add }) {
    const positive = add('Relu', inputs, {}, 'positive');
    const negative = add('Relu', [add('Neg', inputs, {}, 'negated')], {}, 'negative');
    add('Concat', [positive, negative], { axis: int(onnxAxis(-1, shape.length)) });
  },
};
