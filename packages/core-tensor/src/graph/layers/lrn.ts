/** Local response normalisation across channels. */

import { float, int } from '../../onnx/index.js';
import { localResponseNormalization } from '../../ops/index.js';
import type { LayerDefinition } from './definition.js';
import { imageOf, same } from './inputs.js';

/** See {@link lrn}. */
export interface Lrn {
  readonly kind: 'lrn';
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: number;
}

/**
 * `x / (bias + alpha / size * sum of x^2 over size neighbouring channels)^beta` (Krizhevsky et al. 2012, in the
 * parametrisation of Caffe, ONNX and PyTorch).
 *
 * @example
 * lrn({ size: 5, alpha: 1e-4, beta: 0.75 }); // AlexNet's
 */
export function lrn({ size = 5, alpha = 1e-4, beta = 0.75, bias = 1 } = {}): Lrn {
  return { kind: 'lrn', size, alpha, beta, bias };
}

export const lrnDefinition: LayerDefinition<Lrn> = {
  arity: [1, 1],
  infer(_layer, inputs) {
    imageOf(inputs);
    return same(inputs);
  },
  apply: ({ size, alpha, beta, bias }, [x]) => localResponseNormalization(x!, { size, alpha, beta, bias }),
  toOnnx({ size, alpha, beta, bias }, { inputs, add }) {
    add('LRN', inputs, { size: int(size), alpha: float(alpha), beta: float(beta), bias: float(bias) });
  },
  fromOnnx: {
    LRN(call) {
      const { attributes } = call;
      const layer = lrn({
        size: attributes.int('size', 1),
        alpha: attributes.float('alpha', 1e-4),
        beta: attributes.float('beta', 0.75),
        bias: attributes.float('bias', 1),
      });
      return call.emit(layer, [call.image(0)]);
    },
  },
};
