/** Batch norm's statistics of given inputs, for networks that have not been trained. */

import { apply, type Graph, identity, type Node, type Variables } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { type HostTensor, sizeOf } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import type { HostInputs } from './checked-inputs.js';

type HostVariables = Variables<Graph, HostTensor>;

/** Whether there are running statistics and all are what they start as: means of 0 and variances of 1. */
export function areAtStart({ statistics }: HostVariables): boolean {
  const groups = Object.values(statistics);
  const all = (tensor: HostTensor | undefined, value: number) =>
    tensor?.data.every((element) => element === value) ?? true;
  return groups.length > 0 && groups.every(({ mean, variance }) => all(mean, 0) && all(variance, 1));
}

/** The variables with the mean and the biased variance of what each batch norm gets on these inputs. */
export async function withStatisticsOf(
  graph: Graph,
  variables: HostVariables,
  inputs: HostInputs,
): Promise<HostVariables> {
  const measuring: Graph = { ...graph, nodes: mapNodes(graph.nodes, measured) };
  const taps = Object.keys(variables.statistics).filter((name) => Object.hasOwn(graph.nodes, name));
  const compiled = jit((variables: Variables<Graph, tf.Tensor>, inputs: Record<string, tf.Tensor>) => {
    const applied = apply(measuring, variables, inputs, { mode: 'train', taps });
    return Object.fromEntries(
      taps.map((name) => {
        const { mean, variance } = applied.statistics[name]!;
        const count = sizeOf(applied.taps[name]!.shape.slice(0, -1));
        // Running variances are unbiased; what normalises a batch is not.
        return [name, { mean: mean!, variance: tf.mul(variance!, (count - 1) / count) }];
      }),
    );
  });
  const statistics = await compiled(variables, inputs);
  await compiled.release();
  return { ...variables, statistics };
}

function mapNodes(nodes: Graph['nodes'], f: (node: Node) => Node): Graph['nodes'] {
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, f(node)]));
}

/** Batch norm that forgets what it had, and no dropout. */
function measured(node: Node): Node {
  const { layer } = node;
  if (layer.kind === 'batchNorm') return { ...node, layer: { ...layer, momentum: 1 } };
  return layer.kind === 'dropout' ? { ...node, layer: identity() } : node;
}
