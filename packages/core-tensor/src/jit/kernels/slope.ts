/** `Slope`: 1 where x is positive and alpha elsewhere: what a leaky rectifier multiplies gradients by. */

import { elementwise } from '../emit/elementwise.js';
import { uniformAt } from '../emit/lowering.js';
import type { PrimitiveKernel } from './kernel.js';

/** Takes every normal positive number to more than 1. */
const huge = 3e38;

const steep = { alpha: { type: 'float', value: huge }, beta: { type: 'float', value: 0 } } as const;

/** Made by the pass `slopesForMasks`; alpha is within [0, 1]. */
export const slope: PrimitiveKernel = {
  name: 'Slope',
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const rank = lowering.spec(inputs[0]!).shape.length;
    // Clips `huge · x` to [0, 1] in one operator.
    if (attributes.alpha === 0)
      return [elementwise(lowering, 'HardSigmoid', inputs, rank, { attributes: steep })];
    const scaled = elementwise(lowering, 'Mul', [inputs[0]!, uniformAt(builder.float(huge), rank)], rank);
    const bounds = [Number(attributes.alpha), 1].map((bound) => builder.float(bound));
    return [{ ...scaled, name: builder.node('Clip', [scaled.name, ...bounds]) }];
  },
};
