/** Generated calls of kernels that resize and normalize images. */

import fc from 'fast-check';
import { referenceKernels } from '../../../../reference/index.js';
import { between, fills, integer, seed, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { pairs } from './windows.js';

const { normal, positive } = fills;
const { isGradient } = withoutGradient;

const images = fc.tuple(integer(1, 3), integer(1, 6), integer(1, 6), integer(1, 4));

const resizing = (gradient: boolean): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      images,
      pairs(integer(1, 9)),
      pairs(integer(1, 3)),
      fc.boolean(),
      fc.constantFrom('none', 'corners', 'centres'),
    )
    .chain(([[batch, height, width, channels], any, factors, isWhole, mode]) => {
      const size = isWhole ? [height * factors[0], width * factors[1]] : any;
      const x = tensor([batch, height, width, channels], normal);
      const dy = tensor([batch, ...size, channels], normal);
      return fc.record({
        inputs: gradient
          ? fc.record({ images: x, dy })
          : (fc.record({ images: x }) as fc.Arbitrary<KernelCase['inputs']>),
        attributes: fc.constant({
          size,
          alignCorners: mode === 'corners',
          halfPixelCenters: mode === 'centres',
        }),
      });
    });

const localResponses = (gradient: boolean): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      fc.tuple(integer(1, 2), integer(1, 3), integer(1, 3), integer(1, 9)),
      fc.record({
        depthRadius: integer(0, 5),
        bias: fc.constantFrom(1, 2),
        alpha: fc.constantFrom(1, 1e-4, 0.3),
        beta: fc.constantFrom(0.5, 0.6, 0.75, 1),
      }),
      seed,
    )
    .map(([shape, attributes, n]) => {
      const x = normal(n, shape);
      if (!gradient) return { inputs: { x }, attributes };
      // The gradient takes y as the forward pass made it.
      const [y] = referenceKernels.LRN!([{ shape, data: Float64Array.from(x.data) }], attributes);
      const inputs = {
        x,
        y: { shape, dtype: 'float32', data: Float32Array.from(y!.data) } as const,
        dy: normal(n + 1, shape),
      };
      return { inputs, attributes };
    });

const batchNorms: fc.Arbitrary<KernelCase> = images.chain((shape) => {
  const statistics = fc.constantFrom([shape[3]], shape);
  return statistics.chain((size) =>
    fc.record({
      inputs: fc.record({
        x: tensor(shape, normal),
        scale: tensor(size, normal),
        offset: tensor(size, normal),
        mean: tensor(size, normal),
        variance: tensor(size, between(0, 2), positive),
      }),
      attributes: fc.record({ varianceEpsilon: fc.constantFrom(1e-3, 1e-1) }),
    }),
  );
});

export const imageGenerators: Readonly<Record<string, KernelGenerator>> = {
  FusedBatchNorm: { cases: batchNorms, gradient: { of: ['x', 'scale', 'offset', 'mean', 'variance'] } },
  LRN: { cases: localResponses(false), gradient: { of: ['x'] } },
  LRNGrad: { cases: localResponses(true), keepsValues: true, gradient: isGradient },
  ResizeBilinear: { cases: resizing(false), count: 20, gradient: { of: ['images'] } },
  ResizeBilinearGrad: {
    cases: resizing(true),
    count: 20,
    differsFromTfjs: 'tfjs ignores halfPixelCenters there',
    gradient: isGradient,
  },
  ResizeNearestNeighbor: { cases: resizing(false), count: 20, gradient: { of: ['images'] } },
  ResizeNearestNeighborGrad: {
    cases: resizing(true),
    count: 20,
    differsFromTfjs: "tfjs' is wrong for a batch of more than one",
    gradient: isGradient,
  },
};
