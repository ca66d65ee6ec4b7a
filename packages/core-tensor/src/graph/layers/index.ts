/** The kinds of layers and their builders. */

export type { SliceRange } from '../slice-range.js';
export {
  type Activation,
  activation,
  clip,
  elu,
  gelu,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  softplus,
  tanh,
} from './activation.js';
export type { ElementwiseFunction, PlainFunction } from './activation-functions.js';
export { type Arithmetic, add, arithmetic, multiply } from './arithmetic.js';
export { type BatchNorm, type BatchNormOptions, batchNorm } from './batch-norm.js';
export { type Concat, concat } from './concat.js';
export { type Constant, constant } from './constant.js';
export { type Conv2d, type Conv2dOptions, conv2d } from './conv2d.js';
export { type Conv2dTranspose, type Conv2dTransposeOptions, conv2dTranspose } from './conv2d-transpose.js';
export { type Crelu, crelu } from './crelu.js';
export type { Mode, ParameterSpec } from './definition.js';
export { type Dense, type DenseOptions, dense } from './dense.js';
export { type Dropout, dropout } from './dropout.js';
export type { ElementOrder } from './element-order.js';
export { type Flatten, flatten } from './flatten.js';
export { type Identity, identity } from './identity.js';
export { type InstanceNorm, type InstanceNormOptions, instanceNorm } from './instance-norm.js';
export type { Layer, LayerKind, ParameterNames, StatisticNames } from './kinds.js';
export { type LayerNorm, type LayerNormOptions, layerNorm } from './layer-norm.js';
export { type Lrn, lrn } from './lrn.js';
export { type Pad, pad } from './pad.js';
export { type PixelShuffle, pixelShuffle } from './pixel-shuffle.js';
export { averagePool, maxPool, type Pool, type PoolOptions } from './pool.js';
export { type Prelu, type PreluOptions, prelu } from './prelu.js';
export { globalAveragePool, globalMaxPool, type Reduce, reduce } from './reduce.js';
export { type Reshape, reshape } from './reshape.js';
export { normalise, type Scale, scale } from './scale.js';
export { type Slice, slice } from './slice.js';
export { type Softmax, softmax } from './softmax.js';
export { type Transpose, transpose } from './transpose.js';
export { type Upsample, type UpsampleOptions, upsample } from './upsample.js';
