/** Generated calls of poolings and their gradients; ties are frequent. */

import fc from 'fast-check';
import { poolingGeometry } from '../../pooling-geometry.js';
import { type Fill, fills, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { type Moves, moves } from './windows.js';

const { distinct, normal, notNegative, tied } = fills;
const { isGradient } = withoutGradient;

type Attributes = KernelCase['attributes'];

/** Rounding up may leave a last window that covers nothing, whose result no library defines. */
function coversSomething({ image, taps, attributes: { strides, pad, dimRoundingMode } }: Moves): boolean {
  const geometry = poolingGeometry(image, { filterSize: taps, strides, pad, dimRoundingMode });
  return geometry.output.every(
    (size, i) => (size - 1) * geometry.strides[i]! - geometry.before[i]! < geometry.input[i]!,
  );
}

const pooling = (kinds: readonly Fill[], { ceil = true, gradient = false } = {}): fc.Arbitrary<KernelCase> =>
  moves({ ceil })
    .filter(coversSomething)
    .chain(({ image, taps, attributes: { strides, pad, dimRoundingMode } }) => {
      const attributes: Attributes = {
        filterSize: taps,
        strides: strides!,
        pad: pad!,
        ...(dimRoundingMode !== undefined && { dimRoundingMode }),
      };
      const output = poolingGeometry(image, attributes).outputShape;
      const x = tensor(image, ...kinds);
      const inputs: fc.Arbitrary<KernelCase['inputs']> = gradient
        ? fc.record({ dy: tensor(output, normal), input: x })
        : fc.record({ x });
      return fc.record({ inputs, attributes: fc.constant(attributes) });
    });

/** tfjs passes the maxima too, which nobody needs. */
const withOutput = (cases: fc.Arbitrary<KernelCase>): fc.Arbitrary<KernelCase> =>
  cases.map(({ inputs: { dy, input }, attributes }) => ({
    inputs: { dy: dy!, input: input!, output: dy! },
    attributes,
  }));

export const poolingGenerators: Readonly<Record<string, KernelGenerator>> = {
  AvgPool: {
    cases: pooling([normal]),
    count: 24,
    gradient: { of: ['x'], count: 12 },
  },
  AvgPoolGrad: {
    cases: pooling([normal], { gradient: true }),
    count: 24,
    gradient: isGradient,
    differsFromTfjs: 'tfjs counts the padding, and its own forward pass does not',
  },
  MaxPool: {
    cases: pooling([normal, tied, notNegative]),
    count: 24,
    gradient: { of: ['x'], cases: pooling([distinct], { ceil: true }), count: 12 },
  },
  MaxPoolGrad: {
    cases: withOutput(pooling([normal, tied, notNegative], { gradient: true })),
    count: 40,
    gradient: isGradient,
  },
};
