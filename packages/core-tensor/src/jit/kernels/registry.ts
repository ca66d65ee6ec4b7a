/** Every kernel that jit knows, by name. */

import { cumulativeProduct, einsum } from '../../ops/index.js';
import { activationKernels } from './activations.js';
import { argMax, argMin } from './arg-extremum.js';
import { avgPool, avgPoolGrad } from './average-pool.js';
import { binaryKernels } from './binary.js';
import { batchToSpaceND, depthToSpace, spaceToBatchND } from './blocks.js';
import { cast } from './cast.js';
import { composites } from './composites.js';
import { concat } from './concat.js';
import { biasedConv2D, conv2D } from './conv2d.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { biasedConv2DBackpropInput, conv2DBackpropInput } from './conv2d-backprop-input.js';
import { cumsum } from './cumsum.js';
import {
  depthwiseConv2D,
  depthwiseConv2DBackpropFilter,
  depthwiseConv2DBackpropInput,
} from './depthwise-conv2d.js';
import { floorDiv, mod } from './division.js';
import { fill, onesLike, zerosLike } from './fill.js';
import { fusedBatchNorm, fusedKernels } from './fused.js';
import { gatherNd, gatherV2 } from './gather.js';
import { pack, stridedSlice, unpack } from './joining.js';
import type { CompositeKernel, PrimitiveKernel } from './kernel.js';
import { lrn, lrnGrad } from './local-response-normalization.js';
import { batchMatMul } from './matmul.js';
import { maxPool, maxPoolGrad } from './max-pool.js';
import { mirrorPad } from './mirror-pad.js';
import { padV2 } from './pad.js';
import { reductionKernels } from './reduction.js';
import {
  resizeBilinear,
  resizeBilinearGrad,
  resizeNearestNeighbor,
  resizeNearestNeighborGrad,
} from './resize.js';
import { reverse } from './reverse.js';
import { scatterNd } from './scatter-nd.js';
import { unsortedSegmentSum } from './segment-sum.js';
import { select } from './select.js';
import { linSpace, oneHot, range } from './sequences.js';
import { expandDims, identity, reshape, transpose } from './shape.js';
import { slice } from './slice.js';
import { slope } from './slope.js';
import { logSoftmax, softmax } from './softmax.js';
import { splitV } from './split.js';
import { broadcastTo, tile } from './tile.js';
import { topK } from './top-k.js';
import { unaryKernels } from './unary.js';

const byName = <K extends { readonly name: string }>(kernels: readonly K[]): ReadonlyMap<string, K> =>
  new Map(kernels.map((kernel) => [kernel.name, kernel]));

/** Kernels that stand in programs and are lowered to ONNX. */
export const primitiveKernels: ReadonlyMap<string, PrimitiveKernel> = byName([
  ...activationKernels,
  ...unaryKernels,
  ...binaryKernels,
  ...reductionKernels,
  argMax,
  argMin,
  avgPool,
  avgPoolGrad,
  batchMatMul,
  biasedConv2D,
  biasedConv2DBackpropInput,
  broadcastTo,
  cast,
  concat,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  cumsum,
  depthwiseConv2D,
  depthwiseConv2DBackpropFilter,
  depthwiseConv2DBackpropInput,
  expandDims,
  fill,
  floorDiv,
  gatherNd,
  gatherV2,
  identity,
  logSoftmax,
  maxPool,
  maxPoolGrad,
  mod,
  onesLike,
  padV2,
  reshape,
  resizeBilinear,
  resizeBilinearGrad,
  resizeNearestNeighbor,
  resizeNearestNeighborGrad,
  reverse,
  select,
  slope,
  slice,
  softmax,
  splitV,
  tile,
  topK,
  transpose,
  unsortedSegmentSum,
  zerosLike,
]);

/** Kernels that are recorded as calls of others. */
export const compositeKernels: ReadonlyMap<string, CompositeKernel> = byName([
  ...composites,
  ...fusedKernels,
  batchToSpaceND,
  depthToSpace,
  fusedBatchNorm,
  linSpace,
  lrn,
  lrnGrad,
  mirrorPad,
  oneHot,
  pack,
  range,
  scatterNd,
  spaceToBatchND,
  stridedSlice,
  unpack,
  {
    name: 'Cumprod',
    compose: ({ x }, { axis, exclusive, reverse }) =>
      cumulativeProduct(x!, {
        axis: Number(axis ?? 0),
        exclusive: exclusive === true,
        reverse: reverse === true,
      }),
  },
  {
    name: 'Einsum',
    compose: (operands, { equation }) => einsum(String(equation), ...Object.values(operands)),
  },
]);
