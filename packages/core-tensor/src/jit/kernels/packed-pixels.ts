/** The gradient to an image of few channels, such as a photograph: neighbouring pixels share a block of channels. */

import type { OnnxBuilder } from '../emit/builder.js';
import { blockedDomain, denseAt, type Lowering } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';
import { activationAttributes } from './fused-activation.js';

/**
 * Blocked convolutions make whole blocks of channels, so that most of the work for three channels would be for nothing. Here a block
 * holds a group of neighbouring pixels, made by one convolution with a slightly larger window: with groups of 2x2 the
 * gradient of a 5x5 convolution takes 36 products of blocks per group instead of 4 times 25.
 *
 * @returns undefined where groups win nothing or do not fit, where dy is not in whole blocks, and at strides, where `ConvTranspose`
 * is faster.
 */
export function packedPixels(
  lowering: Lowering,
  { dy, filter, bias }: { dy: ValueId; filter: ValueId; bias?: ValueId | undefined },
  geometry: ConvolutionGeometry,
  attributes: Attributes,
): Stored | undefined {
  const { builder, target } = lowering;
  const { batch, input, inChannels, outChannels } = geometry;
  const { channelBlock: block } = target;
  if (block === undefined || outChannels % block !== 0) return undefined;
  const packing = cheapestPacking(geometry, Math.floor(block / inChannels));
  if (packing === undefined) return undefined;

  const [rows, columns] = packing;
  const weights = packedFilter(builder, lowering.dense(filter), packing, geometry, block);
  const biases = bias === undefined ? [] : [biasOfGroups(builder, lowering.dense(bias), inChannels, block)];
  const groups = builder.node('Conv', [lowering.denseInBlocks(dy, block), weights, ...biases], {
    domain: blockedDomain,
    attributes: {
      kernel_shape: [rows.taps.length, columns.taps.length],
      strides: [rows.size, columns.size],
      pads: [rows.before, columns.before, rows.after, columns.after],
      ...activationAttributes(attributes),
    },
  });
  const line = columns.size * inChannels;
  const channelsLast = builder.node('ReorderOutput', [groups], {
    domain: blockedDomain,
    attributes: { channels: rows.size * line, channels_last: 1 },
  });
  // From rows of groups, groups, rows within, to rows of groups, rows within, groups.
  const apart = [batch, input[0] / rows.size, input[1] / columns.size, rows.size, line];
  const split = builder.node('Reshape', [channelsLast, builder.integers(apart)]);
  const woven = builder.node('Transpose', [split], { attributes: { perm: [0, 1, 3, 2, 4] } });
  const shape = [batch, ...input, inChannels];
  return denseAt(builder.node('Reshape', [woven, builder.integers(shape)]), shape);
}

/** An HWIO filter for groups, in blocks as `blockedFilter` has them: one block of outputs, whose spare channels are zero. */
function packedFilter(
  builder: OnnxBuilder,
  name: string,
  [rows, columns]: readonly [Packing, Packing],
  { kernel, inChannels, outChannels }: ConvolutionGeometry,
  block: number,
): string {
  const count = kernel[0] * kernel[1] * inChannels;
  const filters = builder.node('Reshape', [name, builder.integers([count, outChannels])]);
  const zeros = {
    dataType: 'float32',
    shape: [1, outChannels],
    data: new Float32Array(outChannels),
  } as const;
  const withZeros = builder.node('Concat', [filters, builder.constant(zeros)], { attributes: { axis: 0 } });
  const channels = Array.from({ length: inChannels }, (_, channel) => channel);
  const chosen = rows.taps.flatMap((ofRow) =>
    columns.taps.flatMap((ofColumn) => {
      const used = ofRow.flatMap((i) =>
        ofColumn.flatMap((j) =>
          channels.map((channel) =>
            i === undefined || j === undefined ? count : (i * kernel[1] + j) * inChannels + channel,
          ),
        ),
      );
      return [...used, ...Array<number>(block - used.length).fill(count)];
    }),
  );
  const packed = builder.node('Gather', [withZeros, builder.integers(chosen)], { attributes: { axis: 0 } });
  const window = [rows.taps.length, columns.taps.length];
  const apart = builder.integers([...window, block, outChannels / block, block]);
  const turned = builder.node('Transpose', [builder.node('Reshape', [packed, apart])], {
    attributes: { perm: [3, 0, 1, 4, 2] },
  });
  return builder.node('Reshape', [turned, builder.integers([block, outChannels, ...window])]);
}

/** The bias of a pixel for each pixel of a group; spare channels are not read. */
function biasOfGroups(builder: OnnxBuilder, name: string, channels: number, block: number): string {
  const indices = builder.integers(Array.from({ length: block }, (_, i) => i % channels));
  return builder.node('Gather', [name, indices], { attributes: { axis: 0 } });
}

/** Along one axis: groups of `size` neighbouring outputs, and the window over dy, moved by as many, that makes one. */
interface Packing {
  readonly size: number;
  readonly before: number;
  readonly after: number;
  /** For each place in the window and each output of the group the tap between them, if there is one. */
  readonly taps: readonly (readonly (number | undefined)[])[];
}

/** The groups of up to `most` pixels that take the fewest products per pixel; none if single pixels take no more. */
function cheapestPacking(
  geometry: ConvolutionGeometry,
  most: number,
): readonly [Packing, Packing] | undefined {
  const along = (axis: 0 | 1) =>
    Array.from({ length: most }, (_, i) => packingOf(geometry, axis, i + 1)).filter((p) => p !== undefined);
  const pairs = along(0).flatMap((rows) => along(1).map((columns) => [rows, columns] as const));
  const pixels = ([rows, columns]: readonly [Packing, Packing]) => rows.size * columns.size;
  const cost = (pair: readonly [Packing, Packing]) =>
    (pair[0].taps.length * pair[1].taps.length) / pixels(pair);
  const fitting = pairs.filter((pair) => pixels(pair) <= most);
  const [best] = fitting.toSorted((a, b) => cost(a) - cost(b) || pixels(a) - pixels(b));
  return best !== undefined && pixels(best) > 1 ? best : undefined;
}

/** Output y gets dy[y + padding - i] from every tap i: of a group that starts at y, output y + a from place u tap a + kernel - 1 - u. */
function packingOf(
  {
    kernel: kernels,
    strides,
    dilations,
    before: paddings,
    input: inputs,
    output: outputs,
  }: ConvolutionGeometry,
  axis: 0 | 1,
  size: number,
): Packing | undefined {
  if (strides[axis] !== 1 || dilations[axis] !== 1 || inputs[axis] % size !== 0) return undefined;
  const [kernel, padding] = [kernels[axis], paddings[axis]];
  const before = kernel - 1 - padding;
  const after = inputs[axis] + padding - outputs[axis];
  if (before < 0 || after < 0) return undefined;
  const taps = Array.from({ length: kernel + size - 1 }, (_, u) =>
    Array.from({ length: size }, (_, a) => {
      const tap = a + kernel - 1 - u;
      return tap >= 0 && tap < kernel ? tap : undefined;
    }),
  );
  return { size, before, after, taps };
}
