/** Strides, dilations, paddings and sizes of a 2-D convolution, from the attributes tfjs passes. */

import { backend_util } from '@tensorflow/tfjs';
import type { Attributes } from '../program/program.js';
import { sidePadding } from './side-padding.js';

/** Sizes along height and width, in that order. */
export interface ConvolutionGeometry {
  readonly batch: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  /** Logical NHWC shape of the output. */
  readonly outputShape: readonly number[];
}

type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];

/** `inputShape` is NHWC, `filterShape` HWIO (for a depthwise filter, the last axis is the channel multiplier). */
export function convolutionGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations, dimRoundingMode }: Attributes,
  depthwise = false,
): ConvolutionGeometry {
  const info = backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides as [number, number],
    (dilations ?? 1) as [number, number],
    sidePadding(pad) as Pad,
    dimRoundingMode as 'floor' | 'round' | 'ceil' | undefined,
    depthwise,
  );
  return {
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.top, info.padInfo.left],
    after: [info.padInfo.bottom, info.padInfo.right],
    outputShape: info.outShape,
  };
}

/** The attributes of an ONNX `Conv` of this geometry. */
export function convolutionAttributes(geometry: ConvolutionGeometry): Record<string, readonly number[]> {
  return {
    kernel_shape: geometry.kernel,
    strides: geometry.strides,
    dilations: geometry.dilations,
    pads: [...geometry.before, ...geometry.after],
  };
}
