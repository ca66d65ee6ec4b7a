/** Shapes of all values of a graph, and the checks that the graph holds together. */

import { DiopterError } from '../errors/index.js';
import type { Graph, Inputs } from './graph.js';
import type { LayerDefinition } from './layers/definition.js';
import type { Layer } from './layers/kinds.js';
import { definitionOf } from './layers/registry.js';
import { inOrder } from './order.js';
import { outputShape } from './output-shape.js';
import { atNode } from './problem.js';
import type { Shape } from './shape.js';

/** A node together with all that is known about it. */
export interface InferredNode {
  readonly name: string;
  readonly layer: Layer;
  readonly definition: LayerDefinition<Layer>;
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
}

/**
 * Walks the graph in order and infers the shape of every node.
 *
 * @param inputs Shapes of the graph's inputs, if other than those it states.
 * @param wanted Names to compute; by default all nodes.
 * @throws DiopterError `invalid-graph` or `shape-mismatch`, naming the node.
 */
export function infer(
  graph: Graph,
  { inputs = graph.inputs, wanted }: { readonly inputs?: Inputs; readonly wanted?: readonly string[] } = {},
): readonly InferredNode[] {
  const shapes = new Map<string, Shape>(Object.entries(inputs));
  return inOrder(graph, wanted).map(([name, { layer, inputs: sources }]) =>
    atNode(name, layer.kind, () => {
      const definition = definitionOf(layer);
      const inputShapes = sources.map((source) => shapes.get(source)!);
      const shape = outputShape(layer, inputShapes);
      shapes.set(name, shape);
      return { name, layer, definition, inputs: sources, inputShapes, shape };
    }),
  );
}

/**
 * Checks that names, kinds, numbers of inputs and shapes hold together.
 *
 * @throws DiopterError `invalid-graph` or `shape-mismatch`, naming the node and what is wrong with it.
 */
export function validateGraph(graph: Graph): void {
  const both = Object.keys(graph.inputs).find((name) => Object.hasOwn(graph.nodes, name));
  if (both !== undefined) {
    throw new DiopterError('invalid-graph', {
      where: `node ${both}`,
      what: 'an input of the graph has the same name',
    });
  }
  if (graph.outputs.length === 0) {
    throw new DiopterError('invalid-graph', { what: 'the graph has no outputs' });
  }
  inOrder(graph, graph.outputs);
  infer(graph);
}
