/** Networks of dense layers, as parts of graphs. */

import { batchNorm, concat, type Graph, type Layer, leakyRelu, node, relu } from '@diopter/core-tensor/graph';
import { chain, connected, leakyGain, linearGain } from '../layers/index.js';
import type { MultilayerOptions } from './options.js';

/** Nodes in a row, and the name of the one that holds their result. */
export interface Part {
  readonly nodes: Graph['nodes'];
  readonly last: string;
}

/**
 * Hidden layers `<prefix>Dense1`, `<prefix>Norm1` if they are normalised, `<prefix>Active1`, `<prefix>Dense2` and so on.
 *
 * @param from Name of what feeds the first of them, and the result if there are none.
 */
export function hiddenLayers(
  from: string,
  prefix: string,
  { hidden = [1000, 1000], slope = 0, initialDeviation }: MultilayerOptions,
  { isNormalised = false } = {},
): Part {
  const active = slope === 0 ? relu() : leakyRelu({ slope });
  const layers = hidden.flatMap((units, i): [string, Layer][] => [
    [
      `${prefix}Dense${i + 1}`,
      connected(units, {
        gain: leakyGain(slope),
        deviation: initialDeviation,
        ...(isNormalised && { bias: false }),
      }),
    ],
    ...(isNormalised ? [[`${prefix}Norm${i + 1}`, batchNorm()] as [string, Layer]] : []),
    [`${prefix}Active${i + 1}`, active],
  ]);
  return { nodes: chain(from, Object.fromEntries(layers)), last: layers.at(-1)?.[0] ?? from };
}

/** A dense layer without an activation after it, whose outputs start as large as its inputs, times `size`. */
export function linearLayer(
  units: number,
  { initialDeviation }: MultilayerOptions,
  { size = 1, bias = 0 } = {},
): Layer {
  return connected(units, { gain: linearGain * size, bias, deviation: initialDeviation });
}

/** Vectors as one: a concatenation where there are several. */
export function joined(names: readonly string[], name: string): Part {
  if (names.length === 1) return { nodes: {}, last: names[0]! };
  return { nodes: { [name]: node(concat(), ...names) }, last: name };
}

/** The inputs of a graph that are vectors, by name and length. */
export function vectorInputs(lengths: Readonly<Record<string, number>>): Graph['inputs'] {
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, [null, length]]));
}
