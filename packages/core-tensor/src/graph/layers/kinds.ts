/** The kinds of layers, with the names of what each learns and keeps: the types behind checked parameter names. */

import type { Activation } from './activation.js';
import type { Arithmetic } from './arithmetic.js';
import type { BatchNorm } from './batch-norm.js';
import type { Concat } from './concat.js';
import type { Constant } from './constant.js';
import type { Conv2d } from './conv2d.js';
import type { Conv2dTranspose } from './conv2d-transpose.js';
import type { Crelu } from './crelu.js';
import type { Dense } from './dense.js';
import type { Dropout } from './dropout.js';
import type { Flatten } from './flatten.js';
import type { Identity } from './identity.js';
import type { InstanceNorm } from './instance-norm.js';
import type { LayerNorm } from './layer-norm.js';
import type { Lrn } from './lrn.js';
import type { Pad } from './pad.js';
import type { PixelShuffle } from './pixel-shuffle.js';
import type { Pool } from './pool.js';
import type { Prelu } from './prelu.js';
import type { Reduce } from './reduce.js';
import type { Reshape } from './reshape.js';
import type { Scale } from './scale.js';
import type { Slice } from './slice.js';
import type { Softmax } from './softmax.js';
import type { Transpose } from './transpose.js';
import type { Upsample } from './upsample.js';

/** Stands for a tensor in {@link ParameterNames}; a name with `?` is absent where the layer has no bias. */
type Tensor = unknown;

/** What each kind of layer learns. Kinds that learn nothing are not listed. */
export interface ParameterNames {
  conv2d: { readonly filter: Tensor; readonly bias?: Tensor };
  conv2dTranspose: { readonly filter: Tensor; readonly bias?: Tensor };
  dense: { readonly kernel: Tensor; readonly bias?: Tensor };
  batchNorm: { readonly gamma: Tensor; readonly beta: Tensor };
  instanceNorm: { readonly gamma: Tensor; readonly beta: Tensor };
  layerNorm: { readonly gamma: Tensor; readonly beta: Tensor };
  prelu: { readonly slope: Tensor };
  constant: { readonly value: Tensor };
}

/** The running values that each kind of layer keeps. Kinds that keep none are not listed. */
export interface StatisticNames {
  batchNorm: { readonly mean: Tensor; readonly variance: Tensor };
}

/** A layer: what a node of a graph computes, as plain data. Discriminated by `kind`. */
export type Layer =
  | Activation
  | Arithmetic
  | BatchNorm
  | Concat
  | Constant
  | Conv2d
  | Conv2dTranspose
  | Crelu
  | Dense
  | Dropout
  | Flatten
  | Identity
  | InstanceNorm
  | LayerNorm
  | Lrn
  | Pad
  | PixelShuffle
  | Pool
  | Prelu
  | Reduce
  | Reshape
  | Scale
  | Slice
  | Softmax
  | Transpose
  | Upsample;

/** The name of a kind of layer. */
export type LayerKind = Layer['kind'];
