/** For tests: a stretch of a graph in a row. */

import type { Graph, Shape } from '@diopter/core-tensor/graph';

/** The nodes `after` one (whose shape is given then) and `until` another, or of the whole graph where neither is named. */
export function part(
  graph: Graph,
  { after, shape, until }: { after?: string; shape?: Shape; until?: string },
): Graph {
  const names = Object.keys(graph.nodes);
  const kept = names.slice(
    after === undefined ? 0 : names.indexOf(after) + 1,
    until === undefined ? names.length : names.indexOf(until) + 1,
  );
  return {
    inputs: { [after ?? 'input']: shape ?? graph.inputs.input! },
    nodes: Object.fromEntries(kept.map((name) => [name, graph.nodes[name]!])),
    outputs: [kept.at(-1)!],
  };
}
