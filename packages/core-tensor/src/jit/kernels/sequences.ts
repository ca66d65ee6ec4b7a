/** Kernels that make tensors from numbers alone, and rows of ones and zeros. */

import * as tf from '@tensorflow/tfjs';
import type { DType } from '../../tree/host-tensor.js';
import type { CompositeKernel } from './kernel.js';

export const range: CompositeKernel = {
  name: 'Range',
  compose: (_, { start, stop, step, dtype }) => {
    const [from, to, by] = [Number(start), Number(stop), Number(step ?? 1)];
    const signed = to < from && by === 1 ? -1 : by;
    const count = Math.max(0, Math.ceil((to - from) / signed));
    return tf.tensor1d(
      Array.from({ length: count }, (_, i) => from + i * signed),
      (dtype ?? 'float32') as DType,
    );
  },
};

export const linSpace: CompositeKernel = {
  name: 'LinSpace',
  compose: (_, { start, stop, num }) => {
    const [from, to, count] = [Number(start), Number(stop), Number(num)];
    const step = count === 1 ? 0 : (to - from) / (count - 1);
    return tf.tensor1d(Array.from({ length: count }, (_, i) => from + i * step));
  },
};

export const oneHot: CompositeKernel = {
  name: 'OneHot',
  compose: ({ indices }, { depth, onValue, offValue, dtype }) => {
    const positions = tf.tensor1d(
      Array.from({ length: Number(depth) }, (_, i) => i),
      'int32',
    );
    const hot = tf.equal(tf.expandDims(indices!, -1), positions);
    const type = (dtype ?? 'int32') as DType;
    const [on, off] = [Number(onValue ?? 1), Number(offValue ?? 0)];
    if (on === 1 && off === 0) return tf.cast(hot, type);
    return tf.where(hot, tf.scalar(on, type), tf.scalar(off, type));
  },
};
