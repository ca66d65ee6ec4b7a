/** The order in which the nodes of a graph are computed. */

import { DiopterError } from '../errors/index.js';
import type { Graph, Node } from './graph.js';

/**
 * The nodes with their names, each after its inputs; nodes that nothing `wanted` needs are left out. Independent
 * nodes keep the graph's order.
 *
 * @param wanted Names of nodes or inputs; by default all nodes.
 * @throws DiopterError `invalid-graph` for a name that is neither a node nor an input, or nodes that feed each other in a circle.
 */
export function inOrder(
  graph: Graph,
  wanted: readonly string[] = Object.keys(graph.nodes),
): readonly (readonly [name: string, node: Node])[] {
  const ordered = new Map<string, Node>();
  const open = new Set<string>();
  // An explicit stack: graphs may be deeper than JavaScript's.
  const stack = wanted.map((name) => ({ name, asker: 'the outputs', done: false })).reverse();
  while (stack.length > 0) {
    const { name, asker, done } = stack.pop()!;
    if (done) {
      open.delete(name);
      ordered.set(name, graph.nodes[name]!);
      continue;
    }
    if (ordered.has(name) || Object.hasOwn(graph.inputs, name)) continue;
    const node = findNode(graph, name, asker);
    if (open.has(name)) throw circle(name, asker);
    open.add(name);
    stack.push({ name, asker, done: true });
    for (const input of node.inputs.toReversed())
      stack.push({ name: input, asker: `node ${name}`, done: false });
  }
  return [...ordered];
}

function findNode(graph: Graph, name: string, asker: string): Node {
  if (Object.hasOwn(graph.nodes, name)) return graph.nodes[name]!;
  throw new DiopterError('invalid-graph', {
    where: asker,
    what: `"${name}" is neither a node nor an input of the graph`,
    help: `inputs are ${Object.keys(graph.inputs).join(', ')}`,
  });
}

function circle(name: string, asker: string): DiopterError {
  return new DiopterError('invalid-graph', {
    where: asker,
    what: `it needs "${name}", which needs it: a circle`,
  });
}
