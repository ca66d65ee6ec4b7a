/** Carrying copies of units through a graph. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, infer, type Node } from '@diopter/core-tensor/graph';
import { type AxisGrowth, type GraphGrowth, sizeAfter, type VariableGrowths } from '../growth/index.js';
import { ruleOf } from '../rules/index.js';
import type { Trace } from '../trace/index.js';
import type { Labels, Units } from '../units/index.js';
import type { Shares } from './shares.js';

const alone = Float64Array.of(1);

/**
 * Copies of one unit stand beside each other: then parts that are joined, or divided, are copied as the whole is. Neighbours that are the same
 * unit are copied as a whole, as the pixels of a flattened channel and the filters of a depthwise convolution are.
 */
function growthOf(labels: Labels, units: Units, shares: Shares): AxisGrowth {
  const roots = labels.map((unit) => units.root(unit));
  const [source, copy, share]: [number[], number[], number[]] = [[], [], []];
  for (let start = 0, end = 0; start < roots.length; start = end) {
    while (end < roots.length && roots[end] === roots[start]) end++;
    (shares.get(roots[start]!) ?? alone).forEach((part, i) => {
      for (let place = start; place < end; place++) {
        source.push(place);
        copy.push(i);
        share.push(part);
      }
    });
  }
  return {
    before: labels.length,
    source: Int32Array.from(source),
    copy: Int32Array.from(copy),
    share: Float64Array.from(share),
  };
}

/**
 * Grows a traced graph by the copies that there are shares of.
 *
 * @throws DiopterError `invalid-graph` where copies of the same units come in different orders.
 */
export function growGraph({ graph, nodes, units, labels }: Trace, shares: Shares): GraphGrowth {
  const axes = new Map<string, AxisGrowth>();
  const ownOf = (name: string) => growthOf(labels.get(name)!, units, shares);
  for (const name of Object.keys(graph.inputs)) axes.set(name, ownOf(name));
  const grown: [string, Node][] = [];
  const parameters: Record<string, VariableGrowths> = {};
  const statistics: Record<string, VariableGrowths> = {};
  for (const { name, layer, inputs, inputShapes, shape } of nodes) {
    const result = ruleOf(layer).grow(layer, {
      name,
      inputs: inputs.map((input) => axes.get(input)!),
      inputShapes,
      shape,
      own: () => ownOf(name),
    });
    axes.set(name, result.output);
    grown.push([name, { layer: result.layer, inputs }]);
    if (result.parameters !== undefined) parameters[name] = result.parameters;
    if (result.statistics !== undefined) statistics[name] = result.statistics;
  }
  const after = { ...graph, nodes: Object.fromEntries(grown) };
  assertSizes(after, axes);
  return { graph: after, parameters, statistics };
}

/** What the rules say of sizes must be what the layers make of them. */
function assertSizes(after: Graph, axes: ReadonlyMap<string, AxisGrowth>): void {
  for (const { name, shape } of infer(after)) {
    const [made, expected] = [shape.at(-1), sizeAfter(axes.get(name)!)];
    if (made === null || made === undefined || made === expected) continue;
    throw new DiopterError('invalid-graph', {
      what: `it makes ${made} channels instead of ${expected} once it has grown`,
      where: `node ${name}`,
    });
  }
}
