/** Fresh weights in memory of the host. */

import { type Graph, init } from '@diopter/core-tensor/graph';
import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { Model } from './model.js';

/**
 * A graph with weights drawn by its layers' own initializers, as `init` draws them.
 *
 * @throws DiopterError as `init`.
 *
 * @example
 * const teacher = freshModel(graph, randomKey(1));
 */
export function freshModel(graph: Graph, key: Key): Model {
  const { parameters, statistics } = init(graph, key);
  return { graph, parameters: toHost(parameters), statistics: toHost(statistics) };
}

function toHost(tree: Readonly<Record<string, Readonly<Record<string, tf.Tensor>>>>): Model['parameters'] {
  const nodes = Object.entries(tree).map(([node, named]) => {
    const own = Object.entries(named).map(([name, tensor]) => {
      const host: HostTensor<'float32'> = {
        shape: [...tensor.shape],
        dtype: 'float32',
        data: tensor.dataSync<'float32'>().slice(),
      };
      tensor.dispose();
      return [name, host] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}
