/** `Conv2DBackpropFilter`: the gradient of a convolution to its filter, as one matrix product over shifted copies. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { type ConvolutionGeometry, convolutionGeometry } from './convolution-geometry.js';
import type { PrimitiveKernel } from './kernel.js';

/** Channels, batch, height, width of an NHWC value: one row per channel. */
const channelRows = [3, 0, 1, 2];

export const conv2DBackpropFilter: PrimitiveKernel = {
  name: 'Conv2DBackpropFilter',
  inputs: ['x', 'dy'],
  infer: (_, { filterShape }) => [{ shape: filterShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [x, dy] = inputs as [ValueId, ValueId];
    const geometry = convolutionGeometry(
      lowering.spec(x).shape,
      attributes.filterShape as number[],
      attributes,
    );
    const unitStride = geometry.strides.every((stride) => stride === 1);
    const shiftOutput = unitStride && geometry.outChannels < geometry.inChannels;
    return [
      shiftOutput ? shiftedGradient(lowering, x, dy, geometry) : shiftedInput(lowering, x, dy, geometry),
    ];
  },
};

/** dW[i, j] = x shifted by (i, j), times dy: the rows of x are shifted. */
function shiftedInput(lowering: Lowering, x: ValueId, dy: ValueId, geometry: ConvolutionGeometry): Stored {
  const { builder } = lowering;
  const { batch, inChannels, outChannels, kernel, output, strides, dilations, before, after } = geometry;
  const columns = batch * output[0] * output[1];
  const padded = pad(lowering, lowering.dense(x, channelRows), [...before], [...after]);
  const shifted = taps(kernel).map((tap) => {
    const start = tap.map((offset, i) => offset * dilations[i]!);
    const end = start.map((offset, i) => offset + (output[i]! - 1) * strides[i]! + 1);
    return builder.node('Reshape', [
      window(lowering, padded, start, end, strides),
      builder.integers([inChannels, columns]),
    ]);
  });
  const rows = builder.node('Reshape', [
    lowering.dense(dy, channelRows),
    builder.integers([outChannels, columns]),
  ]);
  const product = builder.node('Gemm', [rows, concatenated(lowering, shifted)], {
    attributes: { transB: 1 },
  });
  const name = builder.node('Reshape', [product, builder.integers([outChannels, ...kernel, inChannels])]);
  return denseAt(name, [...kernel, inChannels, outChannels], [3, 0, 1, 2]);
}

/** The same sum with the rows of dy shifted the other way: cheaper where dy has fewer channels. Unit strides only. */
function shiftedGradient(lowering: Lowering, x: ValueId, dy: ValueId, geometry: ConvolutionGeometry): Stored {
  const { builder } = lowering;
  const { batch, inChannels, outChannels, kernel, input, dilations, before, after } = geometry;
  const columns = batch * input[0] * input[1];
  const reach = kernel.map((size, i) => (size - 1) * dilations[i]!);
  const padded = pad(
    lowering,
    lowering.dense(dy, channelRows),
    reach.map((size, i) => size - before[i]!),
    reach.map((size, i) => size - after[i]!),
  );
  const shifted = taps(kernel).map((tap) => {
    const start = tap.map((offset, i) => reach[i]! - offset * dilations[i]!);
    const end = start.map((offset, i) => offset + input[i]!);
    return builder.node('Reshape', [
      window(lowering, padded, start, end, [1, 1]),
      builder.integers([outChannels, columns]),
    ]);
  });
  const rows = builder.node('Reshape', [
    lowering.dense(x, channelRows),
    builder.integers([inChannels, columns]),
  ]);
  const product = builder.node('Gemm', [rows, concatenated(lowering, shifted)], {
    attributes: { transB: 1 },
  });
  const name = builder.node('Reshape', [product, builder.integers([inChannels, ...kernel, outChannels])]);
  return denseAt(name, [...kernel, inChannels, outChannels], [2, 0, 1, 3]);
}

function taps([height, width]: readonly [number, number]): [number, number][] {
  return Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);
}

/** Pads (or, where negative, crops) height and width of a value that lies in `channelRows`. */
function pad(lowering: Lowering, name: string, before: readonly number[], after: readonly number[]): string {
  if ([...before, ...after].every((size) => size === 0)) return name;
  return lowering.builder.node('Pad', [name, lowering.builder.integers([0, 0, ...before, 0, 0, ...after])]);
}

function window(
  { builder }: Lowering,
  name: string,
  start: readonly number[],
  end: readonly number[],
  steps: readonly number[],
): string {
  return builder.node('Slice', [
    name,
    ...[start, end, [2, 3], steps].map((values) => builder.integers(values)),
  ]);
}

function concatenated({ builder }: Lowering, names: readonly string[]): string {
  return names.length === 1 ? names[0]! : builder.node('Concat', names, { attributes: { axis: 0 } });
}
