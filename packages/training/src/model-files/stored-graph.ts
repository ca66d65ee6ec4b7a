/** Graphs as JSON in the metadata of checkpoints, checked when they are read. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, validateGraph } from '@diopter/core-tensor/graph';

/**
 * A graph as JSON.
 *
 * @throws DiopterError `invalid-graph` for one with a number that JSON does not have.
 */
export function graphText(graph: Graph): string {
  return JSON.stringify(graph, (name, value: unknown) => {
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    throw new DiopterError('invalid-graph', {
      what: `${name} is ${value}, which cannot be stored`,
      where: 'graph of a checkpoint',
    });
  });
}

/**
 * The graph that a text holds.
 *
 * @throws DiopterError `invalid-checkpoint` for a text that is no graph, and one that does not hold together.
 */
export function parseGraph(text: string): Graph {
  try {
    const graph: unknown = JSON.parse(text);
    assertForm(graph);
    validateGraph(graph);
    return graph;
  } catch (cause) {
    const what = cause instanceof DiopterError ? cause.message : String((cause as Error).message);
    throw new DiopterError('invalid-checkpoint', { what, where: 'graph in its metadata', cause });
  }
}

/** What must be so before layers can be asked whether they fit. */
function assertForm(value: unknown): asserts value is Graph {
  const { inputs, nodes, outputs } = isRecord(value) ? value : {};
  const isNames = (list: unknown) => Array.isArray(list) && list.every((name) => typeof name === 'string');
  const isShape = (list: unknown) =>
    Array.isArray(list) && list.every((size) => size === null || (Number.isSafeInteger(size) && size > 0));
  const isNode = (node: unknown) =>
    isRecord(node) && isRecord(node.layer) && typeof node.layer.kind === 'string' && isNames(node.inputs);
  const holds =
    isRecord(inputs) &&
    Object.values(inputs).every(isShape) &&
    isRecord(nodes) &&
    Object.values(nodes).every(isNode) &&
    isNames(outputs);
  if (!holds) throw new Error('it has not the form of a graph: inputs, nodes and outputs');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
