/** Layers in a row, as a part of a larger graph. */

import { type Layer, type Node, node } from '@diopter/core-tensor/graph';

/**
 * The nodes of layers that feed each other, the first of them fed by `from`.
 *
 * @param from Name of a node or of an input of the graph that the nodes become a part of.
 *
 * @example
 * const nodes = { ...chain('image', { conv1: conv2d({ filters: 8, kernelSize: 3 }), relu1: relu() }) };
 */
export function chain<const From extends string, const L extends Readonly<Record<string, Layer>>>(
  from: From,
  layers: L,
) {
  const names = Object.keys(layers);
  return Object.fromEntries(
    names.map((name, i) => [name, node(layers[name]!, names[i - 1] ?? from)]),
  ) as unknown as { readonly [Name in keyof L]: Node<L[Name], From | (keyof L & string)> };
}
