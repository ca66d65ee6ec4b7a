/**
 * The three bilinear maps of convolution, each the others' gradient, so that any order of gradient exists.
 *
 * With L(x, f, c) = sum(c * convolve(x, f)), which is linear in each of its three arguments,
 * `convolve` is dL/dc, `backpropagateInput` is dL/dx and `backpropagateFilter` is dL/df.
 */

import * as tf from '@tensorflow/tfjs';
import { differentiable } from '../differentiable.js';
import { isRecording } from '../is-recording.js';
import type { TfjsPadding } from './padding.js';
import { stuffedShape, stuffFilter, tapsOf } from './stuff-filter.js';

/** Which family of tfjs kernels computes the maps: filters `[height, width, in, out]` or `[height, width, in, multiplier]`. */
export type ConvolutionKind = 'dense' | 'depthwise';

/** How a filter moves over an image. */
export interface ConvolutionGeometry {
  readonly kind: ConvolutionKind;
  readonly strides: [number, number];
  readonly pad: TfjsPadding;
  readonly dilations: [number, number];
}

const kernelNames = {
  dense: { forward: 'Conv2D', input: 'Conv2DBackpropInput', filter: 'Conv2DBackpropFilter' },
  depthwise: {
    forward: 'DepthwiseConv2dNative',
    input: 'DepthwiseConv2dNativeBackpropInput',
    filter: 'DepthwiseConv2dNativeBackpropFilter',
  },
} as const;

/** Convolves `x` (NHWC) with `filter`. */
export function convolve(x: tf.Tensor, filter: tf.Tensor, geometry: ConvolutionGeometry): tf.Tensor {
  return differentiable(
    [x, filter],
    (x, filter) => {
      const { filter: taps, attributes } = lower(geometry, filter);
      return runKernel(kernelNames[geometry.kind].forward, { x, filter: taps }, attributes);
    },
    (dy, [x, filter]) => [
      backpropagateInput(dy, filter, x.shape, geometry),
      backpropagateFilter(x, dy, filter.shape, geometry),
    ],
  );
}

/** The gradient of `convolve` with respect to its image, of shape `inputShape`: a transposed convolution. */
export function backpropagateInput(
  dy: tf.Tensor,
  filter: tf.Tensor,
  inputShape: readonly number[],
  geometry: ConvolutionGeometry,
): tf.Tensor {
  return differentiable(
    [dy, filter],
    (dy, filter) => {
      const { filter: taps, attributes } = lower(geometry, filter);
      const inputs = { dy, filter: taps };
      return runKernel(kernelNames[geometry.kind].input, inputs, {
        ...attributes,
        inputShape: [...inputShape],
      });
    },
    (dx, [dy, filter]) => [
      convolve(dx, filter, geometry),
      backpropagateFilter(dx, dy, filter.shape, geometry),
    ],
  );
}

/** The gradient of `convolve` with respect to its filter, of shape `filterShape`. */
export function backpropagateFilter(
  x: tf.Tensor,
  dy: tf.Tensor,
  filterShape: readonly number[],
  geometry: ConvolutionGeometry,
): tf.Tensor {
  const { kind, dilations } = geometry;
  return differentiable(
    [x, dy],
    (x, dy) => {
      const run = (shape: readonly number[], attributes: tf.NamedAttrMap) =>
        runKernel(kernelNames[kind].filter, { x, dy }, { ...attributes, filterShape: [...shape] });
      if (kernelsDilate(geometry)) return run(filterShape, kernelAttributes(geometry));
      const stuffed = run(
        stuffedShape(filterShape, dilations),
        kernelAttributes({ ...geometry, dilations: [1, 1] }),
      );
      return tapsOf(stuffed, dilations);
    },
    (dFilter, [x, dy]) => [
      backpropagateInput(dy, dFilter, x.shape, geometry),
      convolve(x, dFilter, geometry),
    ],
  );
}

export function isDilated({ dilations }: Pick<ConvolutionGeometry, 'dilations'>): boolean {
  return dilations.some((dilation) => dilation !== 1);
}

/** Eager backends compute no gradient of a dilated convolution, so there the filter is stuffed with zeros instead. */
function kernelsDilate(geometry: ConvolutionGeometry): boolean {
  return isRecording() || !isDilated(geometry);
}

function lower(geometry: ConvolutionGeometry, filter: tf.Tensor) {
  return kernelsDilate(geometry)
    ? { filter, attributes: kernelAttributes(geometry) }
    : {
        filter: stuffFilter(filter, geometry.dilations),
        attributes: kernelAttributes({ ...geometry, dilations: [1, 1] }),
      };
}

/**
 * `dilations` is tfjs' own attribute of the forward and depthwise kernels. On `Conv2DBackpropInput` and
 * `Conv2DBackpropFilter` it is our extension, which only a recording backend is asked to understand.
 */
function kernelAttributes({ strides, pad, dilations }: ConvolutionGeometry): tf.NamedAttrMap {
  return { strides, pad: pad as tf.Attribute, dilations, dataFormat: 'NHWC' };
}

function runKernel(
  kernelName: string,
  inputs: Record<string, tf.Tensor>,
  attributes: tf.NamedAttrMap,
): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attributes) as tf.Tensor;
}
