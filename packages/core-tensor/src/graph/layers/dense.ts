/** Fully connected layer. */

import * as tf from '@tensorflow/tfjs';
import { type HostTensor, sizeOf } from '../../tree/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { HostArray } from '../from-onnx/host-array.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { inFileOrder, type View } from '../from-onnx/view.js';
import { heNormal, type Initializer, zeros } from '../initializers/index.js';
import { times } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf } from './inputs.js';
import { transpose } from './transpose.js';

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
  fromOnnx: { Gemm: readGemm, MatMul: readMatMul },
};

function readGemm(call: OperatorCall): View {
  const { attributes } = call;
  const given = call.turned(call.value(0), inFileOrder(2));
  const transposed = attributes.int('transA', 0) === 1;
  const x = transposed
    ? call.emit(transpose({ permutation: [1, 0] }), [given], { suffix: 'transposed' })
    : given;
  const permutation = attributes.int('transB', 0) === 1 ? [1, 0] : [0, 1];
  const kernel = scaledBy(attributes.float('alpha', 1), tensorOf(call.constant(1), { permutation }));
  const units = kernel.shape[1]!;
  const bias = call.has(2)
    ? scaledBy(attributes.float('beta', 1), biasOf(call, call.constant(2), units))
    : undefined;
  return call.emit(dense({ units, bias: bias !== undefined }), [x], { parameters: { kernel, bias } });
}

/** A bias of one number, or of one per unit. */
function biasOf(call: OperatorCall, bias: HostArray, units: number): HostTensor<'float32'> {
  const { shape, data } = tensorOf(bias);
  const isRow = (shape.at(-1) ?? 1) === data.length;
  if (data.length === 1) {
    return { dtype: 'float32', shape: [units], data: new Float32Array(units).fill(data[0]!) };
  }
  if (isRow && sizeOf(shape) === units) return { dtype: 'float32', shape: [units], data };
  throw call.refuse(`its third input has the shape [${shape}]; only one number per output is known here`);
}

function scaledBy(factor: number, tensor: HostTensor<'float32'>): HostTensor<'float32'> {
  return factor === 1 ? tensor : { ...tensor, data: tensor.data.map((value) => factor * value) };
}

function readMatMul(call: OperatorCall): View {
  const value = call.value(0);
  const rank = value.axes.length;
  const kernel = tensorOf(call.constant(1));
  if (kernel.shape.length !== 2 || rank < 2) {
    throw call.refuse('only products of a value with a matrix are known here');
  }
  const x = call.turned(value, inFileOrder(rank));
  return call.emit(dense({ units: kernel.shape[1]!, bias: false }), [x], {
    axes: inFileOrder(rank),
    parameters: { kernel },
  });
}
