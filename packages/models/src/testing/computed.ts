/** For tests: what a graph computes, compiled, since tfjs' own kernels are slow. */

import { apply, type Graph, type Variables } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** The outputs of a graph, and the values of other nodes if they are named, all by name. */
export async function computed(
  graph: Graph,
  variables: Variables<Graph, tf.Tensor | HostTensor>,
  inputs: Readonly<Record<string, tf.Tensor | HostTensor>>,
  taps: readonly string[] = [],
): Promise<Record<string, tf.Tensor>> {
  const compiled = jit(
    (variables: Variables<Graph, tf.Tensor>, inputs: Readonly<Record<string, tf.Tensor>>) => {
      const applied = apply(graph, variables, inputs, { taps });
      return { ...applied.outputs, ...applied.taps };
    },
  );
  const values = await compiled(variables, inputs);
  await compiled.release();
  return Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape]),
    ]),
  );
}
