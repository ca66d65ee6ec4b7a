/** Carrying copies of units through a graph. */

import type { Node } from '@diopter/core-tensor/graph';
import { type AxisGrowth, type GraphGrowth, unchanged, type VariableGrowths } from '../growth/index.js';
import { ruleOf } from '../rules/index.js';
import type { Trace } from '../trace/index.js';
import type { Labels, Units } from '../units/index.js';
import type { Shares } from './shares.js';

/** Copies of one unit stand beside each other: then parts that are joined, or divided, are copied as the whole is. */
function growthOf(labels: Labels, units: Units, shares: Shares): AxisGrowth {
  const alone = Float64Array.of(1);
  const places = Array.from(labels, (unit, place) => {
    const own = shares.get(units.root(unit)) ?? alone;
    return Array.from(own, (share, copy) => ({ place, copy, share }));
  }).flat();
  return {
    before: labels.length,
    source: Int32Array.from(places, ({ place }) => place),
    copy: Int32Array.from(places, ({ copy }) => copy),
    share: Float64Array.from(places, ({ share }) => share),
  };
}

/**
 * Grows a traced graph by the copies that there are shares of.
 *
 * @throws DiopterError `invalid-graph` where copies of the same units come in different orders.
 */
export function growGraph({ graph, nodes, units, labels }: Trace, shares: Shares): GraphGrowth {
  const axes = new Map<string, AxisGrowth>();
  for (const name of Object.keys(graph.inputs)) axes.set(name, unchanged(labels.get(name)!.length));
  const grown: [string, Node][] = [];
  const parameters: Record<string, VariableGrowths> = {};
  const statistics: Record<string, VariableGrowths> = {};
  for (const { name, layer, inputs, inputShapes, shape } of nodes) {
    const result = ruleOf(layer).grow(layer, {
      name,
      inputs: inputs.map((input) => axes.get(input)!),
      inputShapes,
      shape,
      own: () => growthOf(labels.get(name)!, units, shares),
    });
    axes.set(name, result.output);
    grown.push([name, { layer: result.layer, inputs }]);
    if (result.parameters !== undefined) parameters[name] = result.parameters;
    if (result.statistics !== undefined) statistics[name] = result.statistics;
  }
  return { graph: { ...graph, nodes: Object.fromEntries(grown) }, parameters, statistics };
}
