/** Operators that want the channels on the second axis, on values of any rank. */

import { ints, type OnnxNode } from '../../onnx/index.js';
import { inverse } from '../layout.js';
import type { LayerWriter } from './layer-writer.js';

/** Writes an operator of one value; where the file has the channels last, between two transpositions. */
export function onChannelsSecond(
  op: string,
  variables: readonly string[],
  attributes: OnnxNode['attributes'],
  { inputs: [x], inputShapes: [input], add }: LayerWriter,
): void {
  const rank = input!.length;
  if (rank === 2 || rank === 4) {
    add(op, [x!, ...variables], attributes);
    return;
  }
  const axes = input!.map((_, axis) => axis);
  const second = [0, rank - 1, ...axes.slice(1, -1)];
  const moved = add('Transpose', [x!], { perm: ints(second) }, 'channels-second');
  const normalised = add(op, [moved, ...variables], attributes, 'normalised');
  add('Transpose', [normalised], { perm: ints(inverse(second)) });
}
