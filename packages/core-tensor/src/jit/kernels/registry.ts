/** Every kernel that jit knows, by name. */

import { binaryKernels } from './binary.js';
import { cast } from './cast.js';
import { composites } from './composites.js';
import { biasedConv2D, conv2D } from './conv2d.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './conv2d-backprop-input.js';
import { fill, onesLike, zerosLike } from './fill.js';
import type { CompositeKernel, PrimitiveKernel } from './kernel.js';
import { batchMatMul } from './matmul.js';
import { reductionKernels } from './reduction.js';
import { select } from './select.js';
import { expandDims, identity, reshape, transpose } from './shape.js';
import { broadcastTo, tile } from './tile.js';
import { unaryKernels } from './unary.js';

const byName = <K extends { readonly name: string }>(kernels: readonly K[]): ReadonlyMap<string, K> =>
  new Map(kernels.map((kernel) => [kernel.name, kernel]));

/** Kernels that stand in programs and are lowered to ONNX. */
export const primitiveKernels: ReadonlyMap<string, PrimitiveKernel> = byName([
  ...unaryKernels,
  ...binaryKernels,
  ...reductionKernels,
  batchMatMul,
  biasedConv2D,
  broadcastTo,
  cast,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  expandDims,
  fill,
  identity,
  onesLike,
  reshape,
  select,
  tile,
  transpose,
  zerosLike,
]);

/** Kernels that are recorded as calls of others. */
export const compositeKernels: ReadonlyMap<string, CompositeKernel> = byName(composites);
