/** What a network computes: compiled, in single precision, and kernel by kernel in double precision. */

import { apply, type Graph, type Variables } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { DoubleModel, Model } from '../model/index.js';
import { evaluated } from './evaluated.js';

/** Inputs of a network by name. */
export type ModelInputs = Readonly<Record<string, HostTensor<'float32'>>>;

/** Outputs by name. */
export type ModelOutputs = Readonly<Record<string, ArrayLike<number>>>;

type TensorVariables = Variables<Graph, tf.Tensor>;
type TensorInputs = Readonly<Record<string, tf.Tensor>>;

/** The outputs as a list: in the order of the graph. */
const outputsOf =
  (graph: Graph) =>
  (variables: TensorVariables, inputs: TensorInputs): tf.Tensor[] => {
    const { outputs } = apply(graph, variables, inputs);
    return graph.outputs.map((name) => outputs[name]!);
  };

function named(graph: Graph, values: readonly { readonly data: ArrayLike<number> }[]): ModelOutputs {
  return Object.fromEntries(graph.outputs.map((name, i) => [name, values[i]!.data]));
}

/** Outputs in `evaluate` mode, in single precision. */
export async function compiledOutputs(
  { graph, parameters, statistics }: Model,
  inputs: ModelInputs,
): Promise<ModelOutputs> {
  const compiled = jit(outputsOf(graph));
  const variables = { parameters, statistics } as unknown as TensorVariables;
  const outputs = await compiled(variables, inputs as unknown as TensorInputs);
  await compiled.release();
  return named(graph, outputs as readonly HostTensor[]);
}

/** The same in double precision: slow. Weights may be given so, before they are rounded. */
export function doubleOutputs(
  { graph, parameters, statistics }: DoubleModel,
  inputs: ModelInputs,
): ModelOutputs {
  return named(graph, evaluated(outputsOf(graph), [{ parameters, statistics }, inputs]));
}
