/** Places of a graph where layers can be inserted. */

import { type Graph, infer, type Layer, type Shape, validateGraph } from '@diopter/core-tensor/graph';
import { type Range, valueRanges } from './ranges/index.js';

/** The value of a node: new layers come between it and all nodes that read it. */
export interface Site {
  /** The node. */
  readonly name: string;
  readonly layer: Layer;
  readonly shape: Shape;
  /** Size of the last axis. */
  readonly channels: number;
  /** Where the values lie, whatever the weights are. */
  readonly range: Range;
  /** Convolutions for images, dense layers for everything else. */
  readonly inserts: 'conv2d' | 'dense';
}

/** A node, and its site or the reason why it has none. */
export type FoundSite = { readonly name: string; readonly kind: string } & (
  | { readonly site: Site }
  | { readonly reason: string }
);

/**
 * All nodes of a graph, in the order in which they are computed, as sites.
 *
 * @throws DiopterError as `validateGraph`.
 */
export function sitesOf(graph: Graph): readonly FoundSite[] {
  validateGraph(graph);
  const nodes = infer(graph);
  const ranges = valueRanges(graph, nodes);
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return nodes.map(({ name, layer, shape }) => {
    const { kind } = layer;
    const channels = shape.at(-1);
    if (graph.outputs.includes(name)) return { name, kind, reason: 'it is an output, whose name must stay' };
    if (!read.has(name)) return { name, kind, reason: 'nothing reads it' };
    if (shape.length < 2) return { name, kind, reason: `its values have ${shape.length} axes` };
    if (channels === null || channels === undefined) {
      return { name, kind, reason: 'it is not known how many channels it has' };
    }
    const inserts = shape.length === 4 ? 'conv2d' : 'dense';
    return { name, kind, site: { name, layer, shape, channels, range: ranges.get(name)!, inserts } };
  });
}
