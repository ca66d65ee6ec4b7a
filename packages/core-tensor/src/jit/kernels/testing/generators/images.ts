/** Generated calls of kernels of images: convolution, pooling, resizing, normalization. */

import fc from 'fast-check';
import { referenceKernels } from '../../../../reference/index.js';
import { convolutionGeometry } from '../../convolution-geometry.js';
import { poolingGeometry } from '../../pooling-geometry.js';
import { between, type Fill, fills, integer, seed, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';

const { distinct, normal, notNegative, positive, tied } = fills;
const { isGradient, inTfjs } = withoutGradient;

type Attributes = KernelCase['attributes'];

/** How a window moves, and over how large an image. */
interface Moves {
  readonly taps: readonly [number, number];
  readonly image: readonly [batch: number, height: number, width: number, channels: number];
  readonly attributes: Attributes;
}

type Pair = readonly [number, number];

/** Numbers of channels: whole blocks of them are convolved otherwise than few. */
const widths = fc.oneof({ weight: 2, arbitrary: integer(1, 4) }, fc.constantFrom(8, 16, 32));

const pairs = (element: fc.Arbitrary<number>) => fc.tuple(element, element);

/** `oneOfBoth`: strides or dilations are 1. Every output exists: the image is at least as large as the window reaches. */
const moves = ({ mostDilation = 1, ceil = false, oneOfBoth = false }): fc.Arbitrary<Moves> =>
  fc
    .record({
      taps: pairs(integer(1, 4)),
      strides: pairs(integer(1, 3)),
      dilations: pairs(integer(1, mostDilation)),
      extra: pairs(integer(0, 5)),
      batch: integer(1, 3),
      channels: widths,
      pad: fc.constantFrom('same', 'valid', 'number', 'explicit'),
      pads: fc.array(integer(0, 2), { minLength: 4, maxLength: 4 }),
      dimRoundingMode: fc.constantFrom('floor', ...(ceil ? ['ceil'] : [])),
    })
    .map(({ extra, batch, channels, pad, pads, dimRoundingMode, ...any }) => {
      // tfjs itself takes one number for square windows and strides only.
      const squared = (pair: [number, number]) => (pad === 'number' ? ([pair[0], pair[0]] as const) : pair);
      const [taps, strides, dilations] = [any.taps, any.strides, any.dilations].map(squared) as [
        Pair,
        Pair,
        Pair,
      ];
      const isDilated = dilations.some((dilation) => dilation > 1);
      const reach = taps.map((size, i) => (size - 1) * dilations[i]! + 1);
      const [height, width] = reach.map((size, i) => size + extra[i]!) as [number, number];
      // ONNX takes paddings smaller than the window only.
      const limited = pads.map((size, i) => Math.min(size, taps[i >> 1]! - 1));
      const padding = {
        same: 'same',
        valid: 'valid',
        number: Math.min(...limited),
        explicit: [[0, 0], limited.slice(0, 2), limited.slice(2), [0, 0]],
      }[pad];
      const rounding = typeof padding === 'string' ? {} : { dimRoundingMode };
      return {
        taps,
        image: [batch, height, width, channels] as const,
        attributes: {
          strides: oneOfBoth && isDilated ? [1, 1] : strides,
          pad: padding!,
          dilations,
          ...rounding,
        },
      };
    });

type Inputs = (
  m: Moves,
  output: readonly number[],
  filter: readonly number[],
) => Record<string, fc.Arbitrary<KernelCase['inputs'][string]>>;

/** Dilated and of sizes rounded up only where it happens `anyhow`: tfjs' gradients know neither. */
const convolutions = (
  inputsOf: Inputs,
  { depthwise = false, gradient = '', anyhow = true } = {},
): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      moves({ mostDilation: anyhow ? 2 : 1, oneOfBoth: depthwise, ceil: anyhow }),
      depthwise ? integer(1, 2) : widths,
    )
    .chain(([m, last]) => {
      const filter = [...m.taps, m.image[3], last];
      const attributes: Attributes = { ...m.attributes, dataFormat: 'NHWC' };
      const output = convolutionGeometry(m.image, filter, attributes, depthwise).outputShape;
      const shapes: Record<string, Attributes> = {
        inputShape: { inputShape: m.image },
        filterShape: { filterShape: filter },
      };
      return fc.record({
        inputs: fc.record(inputsOf(m, output, filter)),
        attributes: fc.constant({ ...attributes, ...shapes[gradient] }),
      });
    });

const imageAndFilter: Inputs = ({ image }, _, filter) => ({
  x: tensor(image, normal),
  filter: tensor(filter, normal),
});
const gradientAndFilter: Inputs = (_, output, filter) => ({
  dy: tensor(output, normal),
  filter: tensor(filter, normal),
});
const imageAndGradient: Inputs = ({ image }, output) => ({
  x: tensor(image, normal),
  dy: tensor(output, normal),
});
const notDilated = "tfjs' does not take dilations";

const fusedConvolutions = (depthwise: boolean): fc.Arbitrary<KernelCase> =>
  fc.constantFrom('linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu').chain((activation) =>
    convolutions(
      (m, output, filter) => ({
        ...imageAndFilter(m, output, filter),
        bias: tensor([output[3]!], normal),
        ...(activation === 'prelu' && { preluActivationWeights: tensor([output[3]!], normal) }),
      }),
      { depthwise },
    ).map(({ inputs, attributes }) => ({
      inputs,
      attributes: { ...attributes, activation, leakyreluAlpha: 0.1 },
    })),
  );

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
        beta: fc.constantFrom(0.5, 0.75, 1),
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

/** Sums of hundreds of products, most of which are larger than the result. */
const ofSums = 5e-5;

export const imageGenerators: Readonly<Record<string, KernelGenerator>> = {
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
  BiasedConv2D: {
    tolerance: ofSums,
    cases: convolutions((m, output, filter) => ({
      ...imageAndFilter(m, output, filter),
      bias: tensor([output[3]!], normal),
    })),
    witness: referenceKernels.FusedConv2D!,
    gradient: { none: 'only passes make it' },
  },
  BiasedConv2DBackpropInput: {
    tolerance: ofSums,
    cases: convolutions(
      (m, output, filter) => ({
        ...gradientAndFilter(m, output, filter),
        bias: tensor([filter[2]!], normal),
      }),
      { gradient: 'inputShape' },
    ),
    witness: ([dy, filter, bias], attributes) =>
      referenceKernels.Add!(
        [referenceKernels.Conv2DBackpropInput!([dy!, filter!], attributes)[0]!, bias!],
        {},
      ),
    gradient: { none: 'only passes make it' },
  },
  Conv2D: {
    tolerance: ofSums,
    cases: convolutions(imageAndFilter),
    count: 24,
    gradient: { of: ['x', 'filter'], cases: convolutions(imageAndFilter, { anyhow: false }), count: 12 },
  },
  Conv2DBackpropFilter: {
    tolerance: ofSums,
    cases: convolutions(imageAndGradient, { gradient: 'filterShape' }),
    count: 24,
    differsFromTfjs: notDilated,
    gradient: isGradient,
  },
  Conv2DBackpropInput: {
    tolerance: ofSums,
    cases: convolutions(gradientAndFilter, { gradient: 'inputShape' }),
    count: 24,
    differsFromTfjs: notDilated,
    gradient: {
      of: ['dy', 'filter'],
      cases: convolutions(gradientAndFilter, { gradient: 'inputShape', anyhow: false }),
    },
  },
  DepthwiseConv2dNative: {
    tolerance: ofSums,
    cases: convolutions(imageAndFilter, { depthwise: true }),
    count: 24,
    gradient: {
      of: ['x', 'filter'],
      cases: convolutions(imageAndFilter, { depthwise: true, anyhow: false }),
      count: 12,
    },
  },
  DepthwiseConv2dNativeBackpropFilter: {
    tolerance: ofSums,
    cases: convolutions(imageAndGradient, { depthwise: true, gradient: 'filterShape' }),
    count: 24,
    differsFromTfjs: notDilated,
    gradient: isGradient,
  },
  DepthwiseConv2dNativeBackpropInput: {
    tolerance: ofSums,
    cases: convolutions(gradientAndFilter, { depthwise: true, gradient: 'inputShape' }),
    count: 24,
    differsFromTfjs: notDilated,
    gradient: isGradient,
  },
  FusedBatchNorm: { cases: batchNorms, gradient: { of: ['x', 'scale', 'offset', 'mean', 'variance'] } },
  FusedConv2D: { tolerance: ofSums, cases: fusedConvolutions(false), gradient: inTfjs },
  FusedDepthwiseConv2D: { tolerance: ofSums, cases: fusedConvolutions(true), gradient: inTfjs },
  LRN: { cases: localResponses(false), gradient: { of: ['x'] } },
  LRNGrad: { cases: localResponses(true), keepsValues: true, gradient: isGradient },
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
