/** Kernels that stack, unstack and step through tensors, by way of concatenating, splitting and gathering. */

import * as tf from '@tensorflow/tfjs';
import { axisFromFront } from './axes.js';
import type { CompositeKernel } from './kernel.js';

export const pack: CompositeKernel = {
  name: 'Pack',
  compose: (inputs, { axis }) => {
    const tensors = Object.values(inputs);
    const along = axisFromFront(Number(axis), tensors[0]!.rank + 1);
    return tf.concat(
      tensors.map((tensor) => tf.expandDims(tensor, along)),
      along,
    );
  },
};

export const unpack: CompositeKernel = {
  name: 'Unpack',
  compose: ({ value }, { axis }) => {
    const along = axisFromFront(Number(axis), value!.rank);
    return tf.split(value!, value!.shape[along]!, along).map((part) => tf.squeeze(part, [along]));
  },
};

export const stridedSlice: CompositeKernel = {
  name: 'StridedSlice',
  compose: ({ x }, attributes) => {
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const info = tf.slice_util.sliceInfo(
      x!.shape,
      begin as number[],
      end as number[],
      strides as number[],
      Number(beginMask),
      Number(endMask),
      Number(ellipsisMask),
      Number(newAxisMask),
      Number(shrinkAxisMask),
    );
    const taken = x!.shape.reduce((rest, size, axis) => {
      const [first, step] = [info.begin[axis]!, info.strides[axis]!];
      const count = Math.max(0, Math.ceil((info.end[axis]! - first) / step));
      if (step === 1 && count === size) return rest;
      const positions = Array.from({ length: count }, (_, i) => first + i * step);
      if (step !== 1) return tf.gather(rest, tf.tensor1d(positions, 'int32'), axis);
      const start = rest.shape.map((_, other) => (other === axis ? first : 0));
      return tf.slice(
        rest,
        start,
        rest.shape.map((full, other) => (other === axis ? count : full)),
      );
    }, x!);
    return tf.reshape(taken, info.finalShape);
  },
};
