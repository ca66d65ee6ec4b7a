/** `summary`: shapes, parameters and cost of a graph, as data and as text. */

import { type Graph, type Inputs, namedShapes } from './graph.js';
import { infer } from './infer.js';
import type { ParameterSpec } from './layers/definition.js';
import { mapRecord } from './record.js';
import { countOf, type Dimension, formatShape, plus, type Shape } from './shape.js';

/** One node of a {@link Summary}. */
export interface SummaryRow {
  readonly name: string;
  readonly kind: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  /** Number of learnt values. */
  readonly parameters: number;
  /** Number of running values. */
  readonly statistics: number;
  /** Multiplications with an addition in convolutions and dense layers, for the whole batch; `null` if sizes are unknown. */
  readonly multiplyAdds: number | null;
}

/** What {@link summary} returns. */
export interface Summary {
  readonly rows: readonly SummaryRow[];
  readonly parameters: number;
  readonly statistics: number;
  readonly multiplyAdds: number | null;
}

/**
 * Shapes, numbers of parameters and multiply-adds of every node, in the order of computation.
 *
 * @param inputShape Shape of the first input, or of all by name; by default those the graph states, with a batch of one
 * where it states none.
 * @throws DiopterError `invalid-graph` or `shape-mismatch`, naming the node.
 *
 * @example
 * summary(encoder, [1, 64, 64, 3]).parameters;
 */
export function summary(graph: Graph, inputShape?: Shape | Inputs): Summary {
  const rows = infer(graph, {
    inputs: namedShapes({ ...graph, inputs: withBatch(graph.inputs) }, inputShape ?? {}),
  }).map(
    ({ name, layer, definition, inputs, inputShapes, shape }): SummaryRow => ({
      name,
      kind: layer.kind,
      inputs,
      shape,
      parameters: countAll(definition.parameters?.(layer, inputShapes)),
      statistics: countAll(definition.statistics?.(layer, inputShapes)),
      multiplyAdds:
        definition.multiplyAdds === undefined ? 0 : definition.multiplyAdds(layer, inputShapes, shape),
    }),
  );
  return {
    rows,
    parameters: rows.reduce((sum, row) => sum + row.parameters, 0),
    statistics: rows.reduce((sum, row) => sum + row.statistics, 0),
    multiplyAdds: plus(...rows.map((row) => row.multiplyAdds)),
  };
}

/** The stated shapes, with a batch of one where the batch is open. */
function withBatch(inputs: Inputs): Inputs {
  return mapRecord(inputs, (shape) =>
    shape.map((dimension, axis) => (axis === 0 ? (dimension ?? 1) : dimension)),
  );
}

function countAll(specs: Readonly<Record<string, ParameterSpec>> = {}): number {
  return Object.values(specs).reduce((sum, { shape }) => sum + countOf(shape)!, 0);
}

/** A {@link Summary} as a table of text, one line per node and one with the totals. */
export function printSummary({ rows, parameters, multiplyAdds }: Summary): string {
  const cells = [
    ['node', 'layer', 'output', 'parameters', 'multiply-adds'],
    ...rows.map((row) => [
      row.name,
      row.kind,
      formatShape(row.shape),
      grouped(row.parameters),
      grouped(row.multiplyAdds),
    ]),
    ['total', '', '', grouped(parameters), grouped(multiplyAdds)],
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const isNumber = (column: number) => column >= 3;
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function grouped(value: Dimension): string {
  return value === null ? '?' : value.toLocaleString('en-US');
}
