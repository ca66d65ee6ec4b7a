/** Fully connected layer. */

import * as tf from '@tensorflow/tfjs';
import { heNormal, type Initializer, zeros } from '../initializers.js';
import { times } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf } from './inputs.js';

/** See {@link dense}. Parameters: `kernel` `[channels, units]` and `bias` `[units]`. */
export interface Dense {
  readonly kind: 'dense';
  readonly units: number;
  readonly bias: boolean;
  readonly initializers: { readonly kernel: Initializer; readonly bias: Initializer };
}

/** Options of {@link dense}. */
export interface DenseOptions {
  /** Size of the output's last axis. */
  readonly units: number;
  readonly bias?: boolean;
  readonly initializers?: Partial<Dense['initializers']>;
}

/**
 * `y = x kernel + bias` over the last axis of an input of any rank. Kernels start He-normal, biases at zero.
 *
 * @example
 * dense({ units: 10, initializers: { kernel: xavierUniform() } });
 */
export function dense({ units, bias = true, initializers }: DenseOptions): Dense {
  return { kind: 'dense', units, bias, initializers: { kernel: heNormal(), bias: zeros(), ...initializers } };
}

export const denseDefinition: LayerDefinition<Dense> = {
  arity: [1, 1],
  infer({ units }, [input]) {
    channelsOf(input!);
    return [...input!.slice(0, -1), units];
  },
  parameters({ units, bias, initializers }, [input]) {
    const channels = channelsOf(input!);
    const fans = { in: channels, out: units };
    const kernel = { shape: [channels, units], initializer: initializers.kernel, fans };
    return bias ? { kernel, bias: { shape: [units], initializer: initializers.bias, fans } } : { kernel };
  },
  apply({ units }, [x], { parameters: { kernel, bias } }) {
    const rows = x!.rank === 2 ? x! : tf.reshape(x!, [-1, x!.shape.at(-1)!]);
    const product = tf.matMul(rows as tf.Tensor2D, kernel as tf.Tensor2D);
    const y = bias === undefined ? product : tf.add(product, bias);
    return x!.rank === 2 ? y : tf.reshape(y, [...x!.shape.slice(0, -1), units]);
  },
  multiplyAdds: ({ units }, [input]) => times(...input!, units),
  toOnnx({ units, bias }, { inputs: [x], inputShapes: [input], add, variable }) {
    const rank = input!.length;
    if (rank === 2) {
      add('Gemm', [x!, variable('kernel'), ...(bias ? [variable('bias')] : [])]);
    } else if (rank === 4) {
      // Over an image's channels a dense layer is a 1x1 convolution.
      const filter = variable('kernel', { permutation: [1, 0], shape: [units, channelsOf(input!), 1, 1] });
      add('Conv', [x!, filter, ...(bias ? [variable('bias')] : [])]);
    } else {
      const product = add('MatMul', [x!, variable('kernel')], {}, bias ? 'product' : '');
      if (bias) add('Add', [product, variable('bias')]);
    }
  },
};
