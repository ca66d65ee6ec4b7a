/** `init`: fresh weights for a graph. */

import type * as tf from '@tensorflow/tfjs';
import { foldIn, type Key } from '../random/index.js';
import type { Graph, Variables } from './graph.js';
import { infer, validateGraph } from './infer.js';
import { draw } from './initializers/index.js';
import type { ParameterSpec } from './layers/definition.js';
import { atNode } from './problem.js';
import { mapRecord } from './record.js';

/** Shapes and initial distributions of all parameters and statistics of a graph, by node and name. */
export interface VariableSpecs {
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ParameterSpec>>>>;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, ParameterSpec>>>>;
}

/** What variables a graph has. Sizes of images need not be known, numbers of channels do. */
export function variableSpecs(graph: Graph): VariableSpecs {
  const nodes = infer(graph);
  const collect = (which: 'parameters' | 'statistics') =>
    Object.fromEntries(
      nodes.flatMap(({ name, layer, definition, inputShapes }) => {
        const specs = definition[which]?.(layer, inputShapes);
        return specs === undefined ? [] : [[name, specs] as const];
      }),
    );
  return { parameters: collect('parameters'), statistics: collect('statistics') };
}

/**
 * Draws the parameters of a graph and sets its statistics to their start. Every tensor has its own key, derived from
 * `key`, the node's name and the parameter's: adding, removing or reordering nodes leaves the others' values as they are.
 *
 * @throws DiopterError as `validateGraph`; `shape-mismatch` or `invalid-argument`, with the node's name, for an initializer that a
 * parameter's shape does not fit; `value-unknown` for an orthogonal one inside a compiled function.
 *
 * @example
 * const { parameters, statistics } = init(encoder, randomKey(1));
 * parameters.conv1.filter; // a tf.Tensor, [5, 5, 3, 32]
 */
export function init<G extends Graph>(graph: G, key: Key): Variables<G, tf.Tensor> {
  validateGraph(graph);
  const specs = variableSpecs(graph);
  const drawAll = (group: VariableSpecs['parameters']) =>
    mapRecord(group, (variables, node) =>
      mapRecord(variables, ({ initializer, shape, fans = { in: 1, out: 1 } }, name) =>
        atNode(node, name, () => draw(initializer, { key: foldIn(foldIn(key, node), name), shape, fans })),
      ),
    );
  return { parameters: drawAll(specs.parameters), statistics: drawAll(specs.statistics) } as Variables<
    G,
    tf.Tensor
  >;
}
