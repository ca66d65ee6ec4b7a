/** Which units every value of a graph holds, found by walking through it. */

import { type Graph, type InferredNode, infer, validateGraph } from '@diopter/core-tensor/graph';
import { ruleOf } from '../rules/index.js';
import { createUnits, type Labels, type Units } from '../units/index.js';

/** A graph whose units are known. */
export interface Trace {
  readonly graph: Graph;
  /** In the order in which they are computed. */
  readonly nodes: readonly InferredNode[];
  readonly units: Units;
  /** Units of the last axis of every node and input, by name. */
  readonly labels: ReadonlyMap<string, Labels>;
}

/**
 * Traces the units of a graph. Inputs and outputs of the graph cannot be copied: nobody outside would know.
 *
 * @throws DiopterError as `validateGraph`.
 */
export function trace(graph: Graph): Trace {
  validateGraph(graph);
  const units = createUnits();
  const labels = new Map<string, Labels>();
  for (const [name, shape] of Object.entries(graph.inputs)) {
    const made = units.fresh(shape.at(-1) ?? 0);
    units.freeze(made, `${name} is an input of the network`);
    labels.set(name, made);
  }
  const nodes = infer(graph);
  for (const { name, layer, inputs, inputShapes, shape } of nodes) {
    const read = inputs.map((input) => labels.get(input)!);
    labels.set(name, ruleOf(layer).trace(layer, { name, inputs: read, inputShapes, shape, units }));
    if (shape.at(-1) !== null) continue;
    for (const part of read) units.freeze(part, `${name} has channels of which it is not known how many`);
  }
  for (const name of graph.outputs) units.freeze(labels.get(name)!, `${name} is an output of the network`);
  return { graph, nodes, units, labels };
}
