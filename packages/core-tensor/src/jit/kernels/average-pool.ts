/** `AvgPool` and `AvgPoolGrad`: averages of what a window covers; padding does not count. */

import { bandProduct, type Matrix } from '../emit/band-product.js';
import { denseAt } from '../emit/lowering.js';
import { channelsFirst } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';
import {
  gradientGeometry,
  type PoolingGeometry,
  poolingAttributes,
  poolingGeometry,
} from './pooling-geometry.js';

export const avgPool: PrimitiveKernel = {
  name: 'AvgPool',
  inputs: ['x'],
  infer: ([x], attributes) => [
    { shape: poolingGeometry(x!.shape, attributes).outputShape, dtype: 'float32' },
  ],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [ValueId];
    const geometry = poolingGeometry(lowering.spec(x).shape, attributes);
    const name = lowering.builder.node('AveragePool', [lowering.image(x)], {
      attributes: { ...poolingAttributes(geometry), count_include_pad: 0 },
    });
    return [denseAt(name, geometry.outputShape, channelsFirst)];
  },
};

export const avgPoolGrad: PrimitiveKernel = {
  name: 'AvgPoolGrad',
  inputs: ['dy', 'input'],
  infer: ([, input]) => [input!],
  lower: (lowering, { inputs, attributes }) => {
    const [dy, x] = inputs as [ValueId, ValueId];
    const { shape } = lowering.spec(x);
    const geometry = gradientGeometry(shape, lowering.spec(dy).shape, attributes);
    // A window's average is the average over rows of the averages over columns, and so is its transpose.
    const name = bandProduct(lowering.builder, lowering.image(dy), shares(geometry, 0), shares(geometry, 1));
    return [denseAt(name, shape, channelsFirst)];
  },
};

/** `[input, output]`: which share of each window's gradient each element of its axis gets. */
function shares({ input, output, window, strides, before }: PoolingGeometry, axis: 0 | 1): Matrix {
  const [rows, columns] = [input[axis], output[axis]];
  const data = new Float32Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    const start = j * strides[axis] - before[axis];
    const first = Math.max(0, start);
    const end = Math.min(rows, start + window[axis]);
    for (let i = first; i < end; i++) data[i * columns + j] = 1 / (end - first);
  }
  return { rows, columns, data };
}
