/** The growth rule of every kind of layer: a new kind does not compile until it has one. */

import type { Layer, LayerKind } from '@diopter/core-tensor/graph';
import { arithmeticRule, concatRule, creluRule } from './arithmetic.js';
import { conv2dRule, conv2dTransposeRule } from './convolution.js';
import { denseRule } from './dense.js';
import { frozen } from './frozen.js';
import { passThrough } from './pass-through.js';
import {
  batchNormRule,
  constantRule,
  instanceNormRule,
  layerNormRule,
  preluRule,
  scaleRule,
} from './per-unit.js';
import {
  flattenRule,
  padRule,
  pixelShuffleRule,
  reduceRule,
  reshapeRule,
  sliceRule,
  softmaxRule,
  transposeRule,
} from './rearrangement.js';
import type { GrowthRule } from './rule.js';

const rules: { readonly [Kind in LayerKind]: GrowthRule<Extract<Layer, { kind: Kind }>> } = {
  activation: passThrough(),
  arithmetic: arithmeticRule,
  batchNorm: batchNormRule,
  concat: concatRule,
  constant: constantRule,
  conv2d: conv2dRule,
  conv2dTranspose: conv2dTransposeRule,
  crelu: creluRule,
  dense: denseRule,
  dropout: passThrough(),
  flatten: flattenRule,
  identity: passThrough(),
  instanceNorm: instanceNormRule,
  layerNorm: layerNormRule,
  lrn: frozen('compares neighbouring channels'),
  pad: padRule,
  pixelShuffle: pixelShuffleRule,
  pool: passThrough(),
  prelu: preluRule,
  reduce: reduceRule,
  reshape: reshapeRule,
  scale: scaleRule,
  slice: sliceRule,
  softmax: softmaxRule,
  transpose: transposeRule,
  upsample: passThrough(),
};

/** All kinds of layers. */
export const layerKinds = Object.keys(rules) as readonly LayerKind[];

/** The rule of a layer. */
export function ruleOf(layer: Layer): GrowthRule {
  return rules[layer.kind] as unknown as GrowthRule;
}
