/** A network with its weights, in memory of the host. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { DoubleValues, ValueTree } from '../growth/index.js';

/** What can be grown: a graph and its variables. Plain data; what `fromOnnx` gives, and `init` once it is read to the host. */
export interface Model<V = HostTensor<'float32'>> {
  readonly graph: Graph;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, V>>>>;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, V>>>>;
}

/** A network whose weights have not been rounded yet. */
export type DoubleModel = Model<DoubleValues>;

/** The weights in single precision. */
export function rounded({ graph, parameters, statistics }: DoubleModel): Model {
  return { graph, parameters: roundedTree(parameters), statistics: roundedTree(statistics) };
}

/** Numbers in single precision. */
export function roundedTree(tree: ValueTree<DoubleValues>): Model['parameters'] {
  const tensor = ({ shape, data }: DoubleValues): HostTensor<'float32'> => ({
    shape: [...shape],
    dtype: 'float32',
    data: new Float32Array(data),
  });
  const nodes = Object.entries(tree).map(([node, named]) => {
    const own = Object.entries(named).map(([name, values]) => [name, tensor(values)] as const);
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}
