/** Variables as the constants of a file. */

import type * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { type OnnxTensor, onnxTensor } from '../../onnx/index.js';
import { type HostTensor, isHostTensor } from '../../tree/index.js';
import type { ParameterSpec } from '../layers/definition.js';
import { permuted } from '../layout.js';
import { permuteData } from '../permute-data.js';
import { formatShape } from '../shape.js';
import type { Arrangement } from './layer-writer.js';

/** A variable in host memory, its shape checked. */
export function hostTensor(
  variable: tf.Tensor | HostTensor,
  { shape }: ParameterSpec,
  where: string,
): HostTensor {
  const tensor: HostTensor = isHostTensor(variable)
    ? variable
    : { shape: variable.shape, dtype: 'float32', data: variable.dataSync<'float32'>() };
  if (tensor.shape.length === shape.length && tensor.shape.every((size, axis) => size === shape[axis]))
    return tensor;
  throw new DiopterError('checkpoint-mismatch', {
    where: `toOnnx, ${where}`,
    what: `its shape is ${formatShape(tensor.shape)} instead of ${formatShape(shape)}`,
  });
}

/** A tensor as an initializer of the file. */
export function arranged(
  { shape, data }: HostTensor,
  { permutation, shape: reshaped }: Arrangement,
): OnnxTensor {
  const order = permutation ?? shape.map((_, axis) => axis);
  const values = permuteData(data instanceof Float32Array ? data : Float32Array.from(data), shape, order);
  return onnxTensor('float32', reshaped ?? permuted(shape, order), values);
}
