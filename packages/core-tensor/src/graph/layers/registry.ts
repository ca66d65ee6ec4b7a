/** The table of all kinds of layers. Nothing else in this package switches on a layer's kind. */

import { problem } from '../problem.js';
import { activationDefinition } from './activation.js';
import { arithmeticDefinition } from './arithmetic.js';
import { batchNormDefinition } from './batch-norm.js';
import { concatDefinition } from './concat.js';
import { constantDefinition } from './constant.js';
import { conv2dDefinition } from './conv2d.js';
import { conv2dTransposeDefinition } from './conv2d-transpose.js';
import { creluDefinition } from './crelu.js';
import type { LayerDefinition } from './definition.js';
import { denseDefinition } from './dense.js';
import { dropoutDefinition } from './dropout.js';
import { flattenDefinition } from './flatten.js';
import { identityDefinition } from './identity.js';
import { instanceNormDefinition } from './instance-norm.js';
import type { Layer, LayerKind } from './kinds.js';
import { layerNormDefinition } from './layer-norm.js';
import { lrnDefinition } from './lrn.js';
import { padDefinition } from './pad.js';
import { pixelShuffleDefinition } from './pixel-shuffle.js';
import { poolDefinition } from './pool.js';
import { preluDefinition } from './prelu.js';
import { reduceDefinition } from './reduce.js';
import { reshapeDefinition } from './reshape.js';
import { scaleDefinition } from './scale.js';
import { sliceDefinition } from './slice.js';
import { softmaxDefinition } from './softmax.js';
import { transposeDefinition } from './transpose.js';
import { upsampleDefinition } from './upsample.js';

/** Every kind of layer. */
export const layerDefinitions: {
  readonly [Kind in LayerKind]: LayerDefinition<Extract<Layer, { readonly kind: Kind }>>;
} = {
  activation: activationDefinition,
  arithmetic: arithmeticDefinition,
  batchNorm: batchNormDefinition,
  concat: concatDefinition,
  constant: constantDefinition,
  conv2d: conv2dDefinition,
  conv2dTranspose: conv2dTransposeDefinition,
  crelu: creluDefinition,
  dense: denseDefinition,
  dropout: dropoutDefinition,
  flatten: flattenDefinition,
  identity: identityDefinition,
  instanceNorm: instanceNormDefinition,
  layerNorm: layerNormDefinition,
  lrn: lrnDefinition,
  pad: padDefinition,
  pixelShuffle: pixelShuffleDefinition,
  pool: poolDefinition,
  prelu: preluDefinition,
  reduce: reduceDefinition,
  reshape: reshapeDefinition,
  scale: scaleDefinition,
  slice: sliceDefinition,
  softmax: softmaxDefinition,
  transpose: transposeDefinition,
  upsample: upsampleDefinition,
};

/**
 * The definition that belongs to a layer.
 *
 * @throws DiopterError `invalid-graph` for a kind that does not exist: a graph may come from a file.
 */
export function definitionOf(layer: Layer): LayerDefinition<Layer> {
  const table: Readonly<Record<string, unknown>> = layerDefinitions;
  if (Object.hasOwn(table, layer.kind)) return table[layer.kind] as LayerDefinition<Layer>;
  throw problem('invalid-graph', `there is no kind of layer called "${layer.kind}"`);
}
