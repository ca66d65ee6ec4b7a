/** Variables as the constants of a file. */

import type * as tf from '@tensorflow/tfjs';
import { type OnnxTensor, onnxTensor } from '../../onnx/index.js';
import { type HostTensor, isHostTensor } from '../../tree/index.js';
import { permuted } from '../layout.js';
import { permuteData } from '../permute-data.js';
import type { Arrangement } from './layer-writer.js';

/** A variable as an initializer of the file, arranged as the file wants it. */
export function stored(
  variable: tf.Tensor | HostTensor,
  { permutation, shape: reshaped }: Arrangement,
): OnnxTensor {
  const { shape } = variable;
  const data = isHostTensor(variable) ? variable.data : variable.dataSync<'float32'>();
  const order = permutation ?? shape.map((_, axis) => axis);
  const values = permuteData(data instanceof Float32Array ? data : Float32Array.from(data), shape, order);
  return onnxTensor('float32', reshaped ?? permuted(shape, order), values);
}
