/** Networks with pieces in them, before weights are rounded. */

import { foldIn, type Key } from '@diopter/core-tensor/random';
import { inDouble } from '../certificate/index.js';
import type { DoubleValues, ValueTree } from '../growth/index.js';
import { type DoubleModel, freshModel, type Model } from '../model/index.js';
import type { DeepenedGraph } from './deepen-graph.js';
import type { Piece, PreservingWeights } from './piece.js';

/**
 * A network in a graph with more layers: its own weights, fresh ones drawn by the initializers of the new layers, and, instead of these, weights that
 * change nothing.
 *
 * @param weights One for each insertion.
 */
export function withPieces(
  { parameters, statistics, graph: before }: Model,
  { graph, insertions }: DeepenedGraph,
  weights: readonly PreservingWeights[],
  key: Key,
): DoubleModel {
  const pieces = insertions.map(({ piece }, i) => pieceVariables(piece, weights[i], foldIn(key, 'weights')));
  const old = inDouble({ graph: before, parameters, statistics });
  return {
    graph,
    parameters: Object.assign({}, old.parameters, ...pieces.map((piece) => piece.parameters)),
    statistics: Object.assign({}, old.statistics, ...pieces.map((piece) => piece.statistics)),
  };
}

function pieceVariables({ site, nodes, output }: Piece, weights: PreservingWeights | undefined, key: Key) {
  const graph = { inputs: { [site.name]: site.shape }, nodes, outputs: [output] };
  const fresh = inDouble(freshModel(graph, key));
  return {
    parameters: replaced(fresh.parameters, weights?.parameters),
    statistics: replaced(fresh.statistics, weights?.statistics),
  };
}

function replaced(tree: ValueTree<DoubleValues>, by: ValueTree<DoubleValues> = {}): ValueTree<DoubleValues> {
  return Object.fromEntries(Object.entries(tree).map(([node, named]) => [node, { ...named, ...by[node] }]));
}

/** The names of all nodes that were inserted. */
export function insertedNodes({ insertions }: DeepenedGraph): readonly string[] {
  return insertions.flatMap(({ piece }) => Object.keys(piece.nodes));
}
