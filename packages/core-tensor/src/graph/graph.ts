/** Models as plain data: named nodes, each a layer and the names of its inputs. */

import type { Layer, ParameterNames, StatisticNames } from './layers/kinds.js';
import type { Shape } from './shape.js';

/** One named value of a graph: a layer and where its inputs come from (nodes or inputs of the graph). */
export interface Node<L extends Layer = Layer, Input extends string = string> {
  readonly layer: L;
  readonly inputs: readonly Input[];
}

/** Shapes of a graph's inputs by name; `null` is a size that may differ from call to call. */
export type Inputs = Readonly<Record<string, Shape>>;

/** Nodes by name, in any order. */
export type Nodes = Readonly<Record<string, Node>>;

/**
 * A model. Plain data: it can be compared, printed as JSON, rewritten, and stored. Its weights are separate
 * ({@link Variables}).
 */
export interface Graph<I extends Inputs = Inputs, N extends Nodes = Nodes> {
  readonly inputs: I;
  readonly nodes: N;
  /** Names of what the model computes; the first is `y` of `apply`. */
  readonly outputs: readonly string[];
}

/** The names of a graph's inputs. */
export type InputName<G extends Graph> = keyof G['inputs'] & string;

/** The names of a graph's nodes: what can be tapped. */
export type NodeName<G extends Graph> = keyof G['nodes'] & string;

/** Tensors of type `T` by name, for the kinds of layers in `Names`. */
type ByNode<G extends Graph, Names, T> =
  string extends NodeName<G>
    ? Readonly<Record<string, Readonly<Record<string, T>>>>
    : {
        readonly [N in NodeName<G> as G['nodes'][N]['layer']['kind'] extends keyof Names ? N : never]: {
          readonly [P in keyof Names[G['nodes'][N]['layer']['kind'] & keyof Names]]: T;
        };
      };

/** What a graph learns, by node and then by name: `parameters.conv1.filter`. */
export type Parameters<G extends Graph, T> = ByNode<G, ParameterNames, T>;

/** The running values of a graph, by node and then by name: `statistics.norm1.mean`. */
export type Statistics<G extends Graph, T> = ByNode<G, StatisticNames, T>;

/** Everything a graph needs to compute, as two trees. */
export type Variables<G extends Graph, T> = {
  readonly parameters: Parameters<G, T>;
  readonly statistics: Statistics<G, T>;
};

/** A node for {@link graph}: a layer and the names of its inputs. */
export function node<L extends Layer, const Names extends readonly string[]>(
  layer: L,
  ...inputs: Names
): Node<L, Names[number]> {
  return { layer, inputs };
}

/**
 * A graph of named nodes. The compiler checks that every input and output is the name of a node or of an input.
 *
 * @example
 * const residual = graph({
 *   inputs: { image: [null, null, null, 3] },
 *   nodes: {
 *     conv: node(conv2d({ filters: 3, kernelSize: 3 }), 'image'),
 *     active: node(relu(), 'conv'),
 *     sum: node(add(), 'image', 'active'),
 *   },
 *   outputs: ['sum'],
 * });
 */
export function graph<const I extends Inputs, const N extends Nodes>({
  inputs,
  nodes,
  outputs,
}: {
  readonly inputs: I;
  readonly nodes: N & { readonly [Name in keyof N]: Node<Layer, (keyof N | keyof I) & string> };
  readonly outputs: readonly ((keyof N | keyof I) & string)[];
}): Graph<I, N> {
  return { inputs, nodes, outputs };
}

/** The shapes of all inputs, where one shape means the first input's and inputs without one keep the stated. */
export function namedShapes({ inputs }: Graph, given: Shape | Inputs): Inputs {
  return { ...inputs, ...(isShape(given) ? { [Object.keys(inputs)[0]!]: given } : given) };
}

function isShape(given: Shape | Inputs): given is Shape {
  return Array.isArray(given);
}
