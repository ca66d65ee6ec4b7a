/** What a network costs: numbers to learn, and work for one example. */

import { type Graph, type Inputs, summary } from '@diopter/core-tensor/graph';
import type { ModelInputs } from '@diopter/net2net';

/** The cost of a network. */
export interface Cost {
  /** Learnt values. */
  readonly parameters: number;
  /** Multiplications with an addition in convolutions and dense layers, for one example; `null` where sizes stay open. */
  readonly multiplyAdds: number | null;
}

/** The cost of a graph for inputs of the shapes of `examples`, of which the first axis counts as one. */
export function costOf(graph: Graph, examples: ModelInputs): Cost {
  const shapes: Inputs = Object.fromEntries(
    Object.entries(examples).map(([name, { shape }]) => [
      name,
      shape.map((size, axis) => (axis === 0 && graph.inputs[name]![0] === null ? 1 : size)),
    ]),
  );
  const { parameters, multiplyAdds } = summary(graph, shapes);
  return { parameters, multiplyAdds };
}
