/** Filters for ONNX Runtime's convolutions on blocks of channels. */

import type { OnnxBuilder } from '../emit/builder.js';
import type { Target } from '../emit/lowering.js';
import { movedRows } from '../emit/moved-rows.js';

/** The block with which a convolution of these channels runs in blocks, or undefined where it must not. */
export function blocksOf(
  { channelBlock }: Target,
  inChannels: number,
  outChannels: number,
): number | undefined {
  if (channelBlock === undefined || outChannels % channelBlock !== 0) return undefined;
  return inChannels % channelBlock === 0 || inChannels < channelBlock ? channelBlock : undefined;
}

/** Sizes of a filter. */
export interface FilterSizes {
  readonly kernel: readonly [number, number];
  readonly inChannels: number;
  readonly outChannels: number;
  readonly block: number;
}

/**
 * An HWIO filter as [out / block, in / block, height, width, in block, out block], or with the input channels whole where they are
 * fewer than a block: [out / block, in, height, width, out block]. Rows of `block` outputs move together, so this costs far
 * less than turning HWIO into OIHW.
 */
export function blockedFilter(builder: OnnxBuilder, name: string, sizes: FilterSizes): string {
  const { kernel, inChannels, outChannels, block } = sizes;
  const [height, width] = kernel;
  const whole = inChannels < block;
  const apart = whole
    ? [height, width, inChannels, outChannels / block, block]
    : [height, width, inChannels / block, block, outChannels / block, block];
  const turned = movedRows(builder, name, apart, whole ? [3, 2, 0, 1, 4] : [4, 2, 0, 1, 3, 5]);
  return builder.node('Reshape', [turned, builder.integers([outChannels, inChannels, height, width])]);
}
