/** Generated calls of kernels that exchange pixels for channels or batches. */

import fc from 'fast-check';
import { fills, integer, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { kinds } from './operands.js';

const { normal } = fills;
const { inTfjs } = withoutGradient;

const blockCases = (kernel: 'space' | 'batch', floats: boolean): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      fc.tuple(integer(1, 3), integer(1, 3)),
      fc.tuple(integer(1, 3), integer(1, 3)),
      integer(1, 2),
      integer(1, 3),
    )
    .chain(([blocks, counts, batch, channels]) => {
      const sizes = blocks.map((block, i) => block * counts[i]!);
      const cut = fc.tuple(...sizes.map((size) => integer(0, Math.min(2, size - 1))));
      return cut.chain((before) => {
        const pairs = before.map((size) => [size, 0]);
        const shape =
          kernel === 'space'
            ? [batch, ...sizes.map((size, i) => size - before[i]!), channels]
            : [batch * blocks[0]! * blocks[1]!, ...counts, channels];
        return fc.record({
          inputs: fc.record({ x: tensor(shape, ...(floats ? [normal] : kinds)) }),
          attributes: fc.constant({ blockShape: blocks, [kernel === 'space' ? 'paddings' : 'crops']: pairs }),
        });
      });
    });

export const blockGenerators: Readonly<Record<string, KernelGenerator>> = {
  BatchToSpaceND: {
    cases: blockCases('batch', false),
    gradient: { of: ['x'], cases: blockCases('batch', true) },
  },
  DepthToSpace: {
    cases: fc
      .tuple(shapes(3, 3), integer(1, 3), integer(1, 2), fc.constantFrom('NHWC', 'NCHW'))
      .chain(([[batch, height, width], blockSize, depth, dataFormat]) => {
        const channels = depth * blockSize ** 2;
        const shape =
          dataFormat === 'NHWC' ? [batch!, height!, width!, channels] : [batch!, channels, height!, width!];
        return fc.record({
          inputs: fc.record({ x: tensor(shape, ...kinds) }),
          attributes: fc.constant({ blockSize, dataFormat }),
        });
      }),
    gradient: inTfjs,
    differsFromTfjs: 'its cpu backend takes NHWC only',
  },
  SpaceToBatchND: {
    cases: blockCases('space', false),
    gradient: { of: ['x'], cases: blockCases('space', true) },
  },
};
