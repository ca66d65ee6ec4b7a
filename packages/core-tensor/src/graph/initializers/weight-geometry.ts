/** Weights of dense layers and convolutions as matrices. */

import { problem } from '../problem.js';
import { formatShape } from '../shape.js';
import type { Drawing } from './initializer.js';

/** A kernel or filter whose last two axes are channels. */
export interface WeightGeometry {
  /** Height and width of a filter, `[]` of a dense layer's kernel. */
  readonly window: readonly number[];
  /** Sizes of the last two axes. */
  readonly channels: readonly [number, number];
  /** Input and output channels. For transposed convolutions they are the last two axes in the other order. */
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * What the axes of a layer's weights are.
 *
 * @throws DiopterError `invalid-argument` for other parameters than weights, and for filters in groups.
 */
export function weightGeometry({ shape, fans }: Omit<Drawing, 'key'>, what: string): WeightGeometry {
  if (shape.length !== 2 && shape.length !== 4) {
    throw problem(
      'invalid-argument',
      `${what} initial values are for kernels and filters, not for the shape ${formatShape(shape)}`,
    );
  }
  const window = shape.slice(0, -2);
  const channels = [shape.at(-2)!, shape.at(-1)!] as const;
  const area = window.reduce((product, size) => product * size, 1);
  const [inputs, outputs] = [fans.in / area, fans.out / area];
  if (inputs * outputs !== channels[0] * channels[1]) {
    throw problem('invalid-argument', `${what} initial values are not for filters in groups`);
  }
  return { window, channels, inputs, outputs };
}
