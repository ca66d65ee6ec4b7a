/** For tests: the shapes of a graph's values, with a batch of one. */

import { type Graph, type Inputs, type Shape, summary } from '@diopter/core-tensor/graph';

/** Shapes by the names of the nodes. */
export function shapesOf(graph: Graph, input?: Shape | Inputs): Record<string, Shape> {
  return Object.fromEntries(summary(graph, input).rows.map(({ name, shape }) => [name, shape]));
}
