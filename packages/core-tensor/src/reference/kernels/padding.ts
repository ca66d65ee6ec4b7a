/** Padding: with a constant, or with a mirror image. */

import { numberAttribute, pairsAttribute, textAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { elementAt, generate } from '../tensor.js';

type Pads = readonly (readonly [number, number])[];

const padded = (shape: readonly number[], pads: Pads) =>
  shape.map((size, axis) => pads[axis]![0] + size + pads[axis]![1]);

/** `reflect` does not repeat the edge, `symmetric` does. */
function mirrored(position: number, size: number, mode: string): number {
  const repeated = mode === 'symmetric' ? 1 : 0;
  if (position < 0) return -position - repeated;
  return position < size ? position : 2 * (size - 1) - position + repeated;
}

export const paddingKernels: ReferenceKernels = {
  PadV2: ([x], attributes) => {
    const pads = pairsAttribute(attributes, 'paddings');
    const constant = numberAttribute(attributes, 'constantValue', 0);
    return [
      generate(padded(x!.shape, pads), (index) => {
        const source = index.map((i, axis) => i - pads[axis]![0]);
        const inside = source.every((i, axis) => i >= 0 && i < x!.shape[axis]!);
        return inside ? elementAt(x!, source) : constant;
      }),
    ];
  },

  MirrorPad: ([x], attributes) => {
    const pads = pairsAttribute(attributes, 'paddings');
    const mode = textAttribute(attributes, 'mode');
    return [
      generate(padded(x!.shape, pads), (index) =>
        elementAt(
          x!,
          index.map((i, axis) => mirrored(i - pads[axis]![0], x!.shape[axis]!, mode)),
        ),
      ),
    ];
  },
};
