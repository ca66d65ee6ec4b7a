/** Generated calls of convolutions and their gradients. */

import fc from 'fast-check';
import { referenceKernels } from '../../../../reference/index.js';
import { convolutionGeometry } from '../../convolution-geometry.js';
import { fills, integer, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { type Moves, moves, widths } from './windows.js';

const { normal } = fills;
const { isGradient, inTfjs } = withoutGradient;

type Attributes = KernelCase['attributes'];

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

/** Sums of hundreds of products, most of which are larger than the result. */
const ofSums = 5e-5;

export const convolutionGenerators: Readonly<Record<string, KernelGenerator>> = {
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
  FusedConv2D: { tolerance: ofSums, cases: fusedConvolutions(false), gradient: inTfjs },
  FusedDepthwiseConv2D: { tolerance: ofSums, cases: fusedConvolutions(true), gradient: inTfjs },
};
