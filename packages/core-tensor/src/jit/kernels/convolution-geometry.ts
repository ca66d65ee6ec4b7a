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

type Size = readonly [height: number, width: number];
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
  const [input, output]: [Size, Size] = [
    [info.inHeight, info.inWidth],
    [info.outHeight, info.outWidth],
  ];
  const kernel: Size = [info.filterHeight, info.filterWidth];
  const moves: Size = [info.strideHeight, info.strideWidth];
  const spacing: Size = [info.dilationHeight, info.dilationWidth];
  const { top, left, bottom, right } = info.padInfo;
  // Where the output's size is rounded up, the last window reaches further than the padding.
  const reach = (i: 0 | 1, before: number) =>
    (output[i] - 1) * moves[i] + (kernel[i] - 1) * spacing[i] + 1 - input[i] - before;
  return {
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    input,
    output,
    kernel,
    strides: moves,
    dilations: spacing,
    before: [top, left],
    after: [Math.max(bottom, reach(0, top)), Math.max(right, reach(1, left))],
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
