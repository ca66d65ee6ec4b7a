/** The part of a graph that one of its values needs. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';

/**
 * The graph with one output, its first or the node that is named, and only what that needs. A softmax at its end is left out:
 * where it is sure of a class its gradient vanishes, whatever the network does.
 *
 * @throws DiopterError `invalid-option` for a node that there is not, `invalid-graph` for an output that depends on no input.
 */
export function neededPart(graph: Graph, output?: string): Graph {
  if (output !== undefined && !Object.hasOwn(graph.nodes, output)) {
    throw new DiopterError('invalid-option', {
      what: `the network has no layer ${output}`,
      where: 'option output',
      help: `its last layers are ${Object.keys(graph.nodes).slice(-5).join(', ')}`,
    });
  }
  const last = output ?? beforeSoftmax(graph, graph.outputs[0]!);
  const needed = new Set<string>([last]);
  const open = [last];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const input of graph.nodes[name]?.inputs ?? []) {
      if (needed.has(input)) continue;
      needed.add(input);
      open.push(input);
    }
  }
  const kept = <Value>(all: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => needed.has(name)));
  const inputs = kept(graph.inputs);
  if (Object.keys(inputs).length > 0) return { inputs, nodes: kept(graph.nodes), outputs: [last] };
  throw new DiopterError('invalid-graph', {
    what: `its output ${last} depends on no input: there is no gradient`,
    where: 'the network',
  });
}

function beforeSoftmax({ nodes }: Graph, output: string): string {
  const node = nodes[output];
  return node?.layer.kind === 'softmax' ? node.inputs[0]! : output;
}
