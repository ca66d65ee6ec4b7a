/** Deeper graphs. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Activation, Graph, Node } from '@diopter/core-tensor/graph';
import type { Piece, PieceOptions } from './piece.js';
import { type Site, sitesOf } from './site.js';
import { type DeepenKind, ways } from './ways.js';

/** What is inserted, and where. */
export interface DeepenGraphOptions {
  /** The node, or nodes, after which layers are inserted: whatever reads its value reads theirs. */
  readonly after: string | readonly string[];
  readonly kind?: DeepenKind;
  /** How many times, one after the other. */
  readonly count?: number;
  /** Of convolutions: one odd number, or height and width. Values that are no images get dense layers. */
  readonly kernelSize?: number | readonly [number, number];
  /** Puts a batch norm before each inserted activation. */
  readonly normalisation?: boolean;
  /** The inserted activation: that of the node if it is one, otherwise relu; in a residual branch always relu. */
  readonly activation?: Activation;
}

/** A piece in its place. */
export interface Insertion {
  /** The node of the old graph. */
  readonly after: string;
  /** The same as a site. */
  readonly origin: Site;
  readonly piece: Piece;
  readonly options: PieceOptions;
}

/** Options with nothing left open: what certificates hold. */
export type DeepenSettings = Required<Omit<DeepenGraphOptions, 'activation'>> &
  Pick<DeepenGraphOptions, 'activation'> & { readonly after: readonly string[] };

/** A graph with new layers. */
export interface DeepenedGraph {
  readonly graph: Graph;
  readonly settings: DeepenSettings;
  readonly insertions: readonly Insertion[];
}

/**
 * Inserts layers into a graph, without weights.
 *
 * @param exact Whether only such are inserted as can leave the function as it is.
 * @throws DiopterError `invalid-argument` for nodes after which nothing can be inserted in that way (with the reason), for kernels of even size
 * and for counts below 1.
 */
export function deepenGraph(
  graph: Graph,
  {
    after,
    kind = 'identity',
    count = 1,
    kernelSize = 3,
    normalisation = false,
    activation,
  }: DeepenGraphOptions,
  { exact }: { readonly exact: boolean },
): DeepenedGraph {
  const size = checkedKernel(kernelSize);
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new DiopterError('invalid-argument', {
      what: `${count} layers cannot be inserted`,
      where: 'deepen, option count',
      help: 'a whole number from 1 on',
    });
  }
  const found = new Map(sitesOf(graph).map((site) => [site.name, site]));
  const names = new Set([...Object.keys(graph.inputs), ...Object.keys(graph.nodes)]);
  const nodes = typeof after === 'string' ? [after] : [...new Set(after)];
  const insertions = nodes.flatMap((name) => {
    const entry = found.get(name);
    if (entry === undefined) {
      throw refused(name, 'there is no such node', `one of ${[...found.keys()].join(', ')}`);
    }
    if ('reason' in entry) throw refused(name, entry.reason);
    const reason = exact ? ways[kind].refusal(entry.site, activation) : undefined;
    if (reason !== undefined) throw refused(name, reason, helpOf(kind));
    const chain: Insertion[] = [];
    for (let i = 0; i < count; i++) {
      const options = { name: freeName(name, names), kernelSize: size, normalisation, activation };
      const site = { ...entry.site, name: chain.at(-1)?.piece.output ?? name };
      const piece = ways[kind].piece(site, options);
      for (const made of Object.keys(piece.nodes)) names.add(made);
      chain.push({ after: name, origin: entry.site, piece, options });
    }
    return chain;
  });
  const settings = { after: nodes, kind, count, kernelSize: size, normalisation };
  return {
    graph: inserted(graph, insertions),
    settings: activation === undefined ? settings : { ...settings, activation },
    insertions,
  };
}

/** The graph with all pieces in their places. */
function inserted(graph: Graph, insertions: readonly Insertion[]): Graph {
  const ends = new Map(insertions.map(({ after, piece }) => [after, piece.output]));
  const nodes = Object.entries(graph.nodes).flatMap(([name, { layer, inputs }]) => {
    const node: Node = { layer, inputs: inputs.map((input) => ends.get(input) ?? input) };
    const own = insertions.filter(({ after }) => after === name);
    return [[name, node] as const, ...own.flatMap(({ piece }) => Object.entries(piece.nodes))];
  });
  return { ...graph, nodes: Object.fromEntries(nodes) };
}

/** `relu2_deeper1`, or the next number with which no name begins. */
function freeName(after: string, names: ReadonlySet<string>): string {
  const taken = (start: string) => [...names].some((name) => name === start || name.startsWith(`${start}_`));
  for (let i = 1; ; i++) {
    const name = `${after}_deeper${i}`;
    if (!taken(name)) return name;
  }
}

function checkedKernel(kernelSize: number | readonly [number, number]): readonly [number, number] {
  const [height, width] = typeof kernelSize === 'number' ? [kernelSize, kernelSize] : kernelSize;
  if ([height, width].every((size) => Number.isSafeInteger(size) && size > 0 && size % 2 === 1)) {
    return [height, width];
  }
  throw new DiopterError('invalid-argument', {
    what: `a kernel of ${height}x${width} has no tap in its centre`,
    where: 'deepen, option kernelSize',
    help: 'use odd sizes',
  });
}

function refused(name: string, what: string, help?: string): DiopterError {
  return new DiopterError('invalid-argument', {
    what: `nothing can be inserted: ${what}`,
    where: `after node ${name}`,
    ...(help !== undefined && { help }),
  });
}

function helpOf(kind: DeepenKind): string {
  return kind === 'identity'
    ? "insert after another node, or with kind 'residual', which any values allow"
    : 'choose another activation';
}
