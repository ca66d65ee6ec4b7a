/** The part of a model that computes some of its values: without the rest, which may not fit other sizes of images. */

import type { OnnxModel, OnnxNode } from '@diopter/core-tensor/onnx';

/**
 * The model with these of its values as its outputs, and only what they need. Of AlexNet up to its last pooling that is 4 % of the
 * weights, and no layer that wants images of one size.
 *
 * @param names values that the model's operators make.
 */
export function modelPart({ graph, ...model }: OnnxModel, names: readonly string[]): OnnxModel {
  const { values: _, ...rest } = graph;
  const needed = new Set(names);
  const nodes: OnnxNode[] = [];
  // Nodes are in an order in which every input is defined before it is used.
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.unshift(node);
    for (const input of node.inputs) needed.add(input);
  }
  const isNeeded = (name: string) => needed.has(name);
  return {
    ...model,
    graph: {
      ...rest,
      nodes,
      initializers: new Map([...graph.initializers].filter(([name]) => isNeeded(name))),
      inputs: graph.inputs.filter(({ name }) => isNeeded(name)),
      outputs: names.map((name) => ({ name, dataType: 'float32' as const })),
    },
  };
}
