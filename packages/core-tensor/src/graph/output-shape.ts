/** The shape that a single layer makes of the shapes of its inputs, for those who build graphs piece by piece. */

import type { LayerDefinition } from './layers/definition.js';
import type { Layer } from './layers/kinds.js';
import { definitionOf } from './layers/registry.js';
import { problem } from './problem.js';
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
  const definition = definitionOf(layer);
  checkArity(definition, inputs.length);
  return definition.infer(layer, inputs);
}

function checkArity({ arity: [minimum, maximum] }: LayerDefinition<Layer>, count: number): void {
  if (count >= minimum && count <= maximum) return;
  const expected = minimum === maximum ? `${minimum}` : `at least ${minimum}`;
  throw problem('invalid-graph', `it has ${count} inputs instead of ${expected}`);
}
