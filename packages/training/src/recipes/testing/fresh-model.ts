/** A network with its first weights, in host memory. */

import { type Graph, init } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import type { Model } from '@diopter/net2net';
import { onHost } from '../frame/on-host.js';

/** Always the same weights. */
export function freshModel(graph: Graph): Model {
  const { parameters, statistics } = init(graph, randomKey(1));
  return { graph, ...(onHost({ parameters, statistics }) as unknown as Omit<Model, 'graph'>) };
}
