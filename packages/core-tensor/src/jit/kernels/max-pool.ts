/** `MaxPool` and `MaxPoolGrad`: of equal elements in a window, the first is its maximum and gets the gradient. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { scatterAdd } from '../emit/scatter-add.js';
import { channelsFirst, physicalShape } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';
import { pooled } from './pooled.js';
import {
  gradientGeometry,
  type PoolingGeometry,
  poolingAttributes,
  poolingGeometry,
} from './pooling-geometry.js';

export const maxPool: PrimitiveKernel = {
  name: 'MaxPool',
  inputs: ['x'],
  infer: ([x], attributes) => [{ shape: poolingGeometry(x!.shape, attributes).outputShape, dtype: x!.dtype }],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [ValueId];
    const geometry = poolingGeometry(lowering.spec(x).shape, attributes);
    if (!hasGradient(lowering, x)) return [pooled(lowering, 'MaxPool', x, geometry)];
    return [denseAt(withPositions(lowering, x, geometry)[0]!, geometry.outputShape, channelsFirst)];
  },
};

/** Finding the positions as well costs several times the maximum alone, but less than pooling twice. */
function hasGradient({ program }: Lowering, x: ValueId): boolean {
  return program.nodes.some(({ kernel, inputs }) => kernel === 'MaxPoolGrad' && inputs[1] === x);
}

/** The maxima, and where they are in the flat NCHW input. */
function withPositions(lowering: Lowering, x: ValueId, geometry: PoolingGeometry): readonly string[] {
  return lowering.builder.multiple('MaxPool', [lowering.image(x)], 2, {
    attributes: poolingAttributes(geometry),
  });
}

export const maxPoolGrad: PrimitiveKernel = {
  name: 'MaxPoolGrad',
  inputs: ['dy', 'input', 'output'],
  infer: ([, input]) => [input!],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [dy, x] = inputs as [ValueId, ValueId];
    const { shape } = lowering.spec(x);
    const geometry = gradientGeometry(shape, lowering.spec(dy).shape, attributes);
    const positions = withPositions(lowering, x, geometry)[1]!;
    const image = physicalShape(shape, channelsFirst);
    if (!overlaps(geometry)) {
      // Each position is written once: no sum is needed.
      const name = builder.node('MaxUnpool', [lowering.image(dy), positions, builder.integers(image)], {
        attributes: poolingAttributes(geometry),
      });
      return [denseAt(name, shape, channelsFirst)];
    }
    const flat = builder.integers([-1, 1]);
    const sums = scatterAdd(builder, {
      rows: sizeOf(shape),
      indices: builder.node('Reshape', [positions, flat]),
      updates: builder.node('Reshape', [lowering.image(dy), flat]),
      dtype: 'float32',
    });
    const name = builder.node('Reshape', [sums, builder.integers(image)]);
    return [denseAt(name, shape, channelsFirst)];
  },
};

function overlaps({ window, strides }: PoolingGeometry): boolean {
  return window.some((size, i) => size > strides[i]!);
}
