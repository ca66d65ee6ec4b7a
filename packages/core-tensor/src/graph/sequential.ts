/** Graphs without branches. */

import { DiopterError } from '../errors/index.js';
import type { Graph, Node } from './graph.js';
import type { Layer } from './layers/kinds.js';
import type { Shape } from './shape.js';

/** Layers by name, in their order. */
type NamedLayers = Readonly<Record<string, Layer>>;

/** The nodes that {@link sequential} makes of named layers. */
type Chain<L extends NamedLayers> = { readonly [Name in keyof L]: Node<L[Name]> };

/**
 * A graph in which each layer feeds the next. Layers in an object keep their names, which the compiler then knows;
 * layers in an array are called by their kind and place: `conv2d1`, `activation2`. The input is called `input`.
 *
 * @param shape Shape of the input; `null` where any size will do.
 * @throws DiopterError `invalid-graph` without layers, or if names are whole numbers, which JavaScript would reorder.
 *
 * @example
 * const encoder = sequential([null, 64, 64, 3], {
 *   conv1: conv2d({ filters: 32, kernelSize: 5, strides: 2 }),
 *   relu1: leakyRelu({ slope: 0.3 }),
 *   conv2: conv2d({ filters: 64, kernelSize: 3 }),
 * });
 */
export function sequential<const L extends NamedLayers>(
  shape: Shape,
  layers: L,
): Graph<{ readonly input: Shape }, Chain<L>>;
export function sequential(shape: Shape, layers: readonly Layer[]): Graph<{ readonly input: Shape }>;
export function sequential(
  shape: Shape,
  layers: NamedLayers | readonly Layer[],
): Graph<{ readonly input: Shape }> {
  const named = isList(layers) ? withNames(layers) : Object.entries(layers);
  checkNames(named.map(([name]) => name));
  const nodes = named.map(
    ([name, layer], i) => [name, { layer, inputs: [named[i - 1]?.[0] ?? 'input'] }] as const,
  );
  return { inputs: { input: shape }, nodes: Object.fromEntries(nodes), outputs: [named.at(-1)![0]] };
}

function isList(layers: NamedLayers | readonly Layer[]): layers is readonly Layer[] {
  return Array.isArray(layers);
}

function withNames(layers: readonly Layer[]): [string, Layer][] {
  return layers.map((layer, i) => [`${layer.kind}${i + 1}`, layer]);
}

function checkNames(names: readonly string[]): void {
  const wrong = names.find((name) => /^\d+$/.test(name) || name === 'input');
  if (names.length > 0 && wrong === undefined) return;
  throw new DiopterError('invalid-graph', {
    where: 'sequential, argument layers',
    what: wrong === undefined ? 'there are no layers' : `a layer cannot be called ${wrong}`,
  });
}
