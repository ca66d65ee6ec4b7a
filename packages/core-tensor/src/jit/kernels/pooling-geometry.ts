/** Windows and paddings of a 2-D pooling, from the attributes tfjs passes. */

import { backend_util } from '@tensorflow/tfjs';
import type { Attributes } from '../program/program.js';
import { sidePadding } from './side-padding.js';

type Size = readonly [height: number, width: number];

/** Sizes along height and width, in that order. */
export interface PoolingGeometry {
  readonly input: Size;
  readonly output: Size;
  readonly window: Size;
  readonly strides: Size;
  /** Rows and columns of padding; what lies after is just what the last window reaches into. */
  readonly before: Size;
  readonly after: Size;
  /** Logical NHWC shape of the output. */
  readonly outputShape: readonly number[];
}

type Info = Parameters<typeof backend_util.computePool2DInfo>;

export function poolingGeometry(
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: Attributes,
): PoolingGeometry {
  const info = backend_util.computePool2DInfo(
    inputShape as Info[0],
    filterSize as Info[1],
    strides as Info[2],
    1,
    sidePadding(pad) as Info[4],
    dimRoundingMode as Info[5],
  );
  const input: Size = [info.inHeight, info.inWidth];
  const output: Size = [info.outHeight, info.outWidth];
  const window: Size = [info.filterHeight, info.filterWidth];
  const strideSizes: Size = [info.strideHeight, info.strideWidth];
  const before: Size = [info.padInfo.top, info.padInfo.left];
  const reach = (i: 0 | 1) =>
    Math.max(0, (output[i] - 1) * strideSizes[i] + window[i] - input[i] - before[i]);
  return {
    input,
    output,
    window,
    strides: strideSizes,
    before,
    after: [reach(0), reach(1)],
    outputShape: info.outShape,
  };
}

/** The geometry whose output is `outputShape`: tfjs' gradients do not hand on how the division was rounded. */
export function gradientGeometry(
  inputShape: readonly number[],
  outputShape: readonly number[],
  attributes: Attributes,
): PoolingGeometry {
  const fits = (geometry: PoolingGeometry) =>
    geometry.outputShape.every((size, axis) => size === outputShape[axis]);
  const plain = poolingGeometry(inputShape, attributes);
  return fits(plain) ? plain : poolingGeometry(inputShape, { ...attributes, dimRoundingMode: 'ceil' });
}

/** The attributes of an ONNX `MaxPool` or `AveragePool` of this geometry. */
export function poolingAttributes({ window, strides, before, after }: PoolingGeometry) {
  return { kernel_shape: window, strides, pads: [...before, ...after] };
}
