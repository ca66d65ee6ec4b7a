/** `AvgPool` and `AvgPoolGrad`: averages of what a window covers; padding does not count. */

import { bandProduct, type Matrix } from '../emit/band-product.js';
import { denseAt } from '../emit/lowering.js';
import { repeatedPixels } from '../emit/repeated-pixels.js';
import { channelsFirst } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';
import { pooled } from './pooled.js';
import { gradientGeometry, type PoolingGeometry, poolingGeometry } from './pooling-geometry.js';

export const avgPool: PrimitiveKernel = {
  name: 'AvgPool',
  inputs: ['x'],
  infer: ([x], attributes) => [
    { shape: poolingGeometry(x!.shape, attributes).outputShape, dtype: 'float32' },
  ],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [ValueId];
    const geometry = poolingGeometry(lowering.spec(x).shape, attributes);
    return [pooled(lowering, 'AveragePool', x, geometry, { count_include_pad: 0 })];
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
    const { builder } = lowering;
    if (isTiled(geometry)) {
      const [height, width] = geometry.window;
      const share = builder.node('Mul', [lowering.image(dy), builder.float(1 / (height * width))]);
      return [denseAt(repeatedPixels(builder, share, geometry.window), shape, channelsFirst)];
    }
    // A window's average is the average over rows of the averages over columns, and so is its transpose.
    const name = bandProduct(builder, lowering.image(dy), shares(geometry, 0), shares(geometry, 1));
    return [denseAt(name, shape, channelsFirst)];
  },
};

/** Whether the windows lie side by side and cover the image. */
function isTiled({ input, output, window, strides, before }: PoolingGeometry): boolean {
  return window.every((size, i) => size === strides[i] && before[i] === 0 && size * output[i]! === input[i]);
}

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
