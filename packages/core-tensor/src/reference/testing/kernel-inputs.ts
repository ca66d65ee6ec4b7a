/** The tensors each kernel takes: their names in tfjs in the order in which references take them, and which are not floats. */

import type { DType } from '../../tree/host-tensor.js';

export interface KernelInput {
  readonly name: string;
  readonly dtype: DType;
}

/** Inputs, and the kernels that take them; `...` is any number of tensors without names. */
const signatures: Readonly<Record<string, string>> = {
  '': 'Fill LinSpace Range',
  '...': 'AddN Concat Einsum Pack',
  'a b':
    'Add Atan2 BatchMatMul Equal FloorDiv Greater GreaterEqual Less LessEqual Maximum Minimum Mod Multiply NotEqual Pow RealDiv SquaredDifference Sub',
  'a b bias preluActivationWeights': '_FusedMatMul',
  'a:bool b:bool': 'LogicalAnd LogicalOr LogicalXor',
  'a:int32 b:int32': 'BitwiseAnd',
  'condition:bool t e': 'Select',
  'dy filter': 'Conv2DBackpropInput DepthwiseConv2dNativeBackpropInput',
  'dy filter bias': 'BiasedConv2DBackpropInput',
  'dy input': 'AvgPoolGrad',
  'dy input output': 'MaxPoolGrad',
  'dy y': 'EluGrad',
  images: 'ResizeBilinear ResizeNearestNeighbor',
  'images dy': 'ResizeBilinearGrad ResizeNearestNeighborGrad',
  'indices:int32': 'OneHot',
  'indices:int32 updates': 'ScatterNd',
  input: 'ExpandDims',
  logits: 'LogSoftmax Softmax',
  'params indices:int32': 'GatherNd',
  value: 'Unpack',
  'x:bool': 'All Any LogicalNot',
  'x alpha': 'Prelu',
  'x dy': 'Conv2DBackpropFilter DepthwiseConv2dNativeBackpropFilter',
  'x filter': 'Conv2D DepthwiseConv2dNative',
  'x filter bias': 'BiasedConv2D',
  'x filter bias preluActivationWeights': 'FusedConv2D FusedDepthwiseConv2D',
  'x indices:int32': 'GatherV2',
  'x scale offset mean variance': 'FusedBatchNorm',
  'x segmentIds:int32': 'UnsortedSegmentSum',
  'x y dy': 'LRNGrad',
};

const signatureOf = new Map(
  Object.entries(signatures).flatMap(([signature, kernels]) =>
    kernels.split(' ').map((kernel) => [kernel, signature]),
  ),
);

/** Kernels that the table does not name take one tensor called `x`. */
export function kernelInputs(kernel: string): readonly KernelInput[] | 'list' {
  const signature = signatureOf.get(kernel) ?? 'x';
  if (signature === '...') return 'list';
  return signature
    .split(' ')
    .filter((input) => input !== '')
    .map((input) => {
      const [name = '', dtype = 'float32'] = input.split(':');
      return { name, dtype: dtype as DType };
    });
}
