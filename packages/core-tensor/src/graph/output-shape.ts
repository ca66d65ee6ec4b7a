/** The shape that a single layer makes of the shapes of its inputs, for those who build graphs piece by piece. */

import type { Layer } from './layers/kinds.js';
import { definitionOf } from './layers/registry.js';
import type { Shape } from './shape.js';

/**
 * Shape of one layer's output.
 *
 * @throws DiopterError `shape-mismatch` or `invalid-graph`, without naming a node: there is none yet.
 *
 * @example
 * outputShape(conv2d({ filters: 8, kernelSize: 3, strides: 2 }), [[null, 64, 64, 3]]); // [null, 32, 32, 8]
 */
export function outputShape(layer: Layer, inputs: readonly Shape[]): Shape {
  return definitionOf(layer).infer(layer, inputs);
}
