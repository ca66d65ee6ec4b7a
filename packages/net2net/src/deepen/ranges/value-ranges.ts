/** Where all values of a graph lie. */

import type { Graph, InferredNode } from '@diopter/core-tensor/graph';
import { rangeOfLayer } from './layer-ranges.js';
import { anything, type Range } from './range.js';

/** The ranges of all values by name. Inputs of the graph may be anything. */
export function valueRanges({ inputs }: Graph, nodes: readonly InferredNode[]): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>(Object.keys(inputs).map((name) => [name, anything]));
  for (const { name, layer, inputs } of nodes) {
    ranges.set(
      name,
      rangeOfLayer(
        layer,
        inputs.map((input) => ranges.get(input)!),
      ),
    );
  }
  return ranges;
}
