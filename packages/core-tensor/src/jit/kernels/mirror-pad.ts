/** `MirrorPad`: a tensor continued by its mirror image; `symmetric` repeats the edge, `reflect` does not. */

import * as tf from '@tensorflow/tfjs';
import type { CompositeKernel } from './kernel.js';
import { paddingsOf } from './pad.js';

function mirrored(size: number, [before, after]: readonly [number, number], repeatEdge: boolean): number[] {
  const edge = repeatEdge ? 1 : 0;
  return Array.from({ length: before + size + after }, (_, i) => {
    const position = i - before;
    if (position < 0) return -position - edge;
    return position < size ? position : 2 * (size - 1) - position + edge;
  });
}

export const mirrorPad: CompositeKernel = {
  name: 'MirrorPad',
  compose: ({ x }, { paddings, mode }) =>
    paddingsOf(paddings).reduce(
      (padded, padding, axis) =>
        padding[0] + padding[1] === 0
          ? padded
          : tf.gather(
              padded,
              tf.tensor1d(mirrored(padded.shape[axis]!, padding, mode === 'symmetric'), 'int32'),
              axis,
            ),
      x!,
    ),
};
