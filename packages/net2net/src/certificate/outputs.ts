/** What a network computes: compiled, in single precision, and kernel by kernel in double precision. */

import { apply, type Graph, type Variables } from '@diopter/core-tensor/graph';
import { jit, record } from '@diopter/core-tensor/jit';
import { evaluate } from '@diopter/core-tensor/reference';
import { flatten, type HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { type DoubleModel, type Model, rounded } from '../model/index.js';

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
export function doubleOutputs(model: DoubleModel, inputs: ModelInputs): ModelOutputs {
  const { graph, parameters, statistics } = rounded(model);
  // What is recorded are shapes; the numbers come after.
  const program = record(outputsOf(graph) as never, [{ parameters, statistics }, inputs]);
  const { leaves } = flatten(
    [{ parameters: model.parameters, statistics: model.statistics }, inputs].map(asLeaves),
  );
  const results = evaluate(
    program,
    (leaves as readonly { shape: readonly number[]; data: ArrayLike<number> }[]).map(({ shape, data }) => ({
      shape,
      data: Float64Array.from(data),
    })),
  );
  return named(graph, results);
}

/** Trees end at values that have a dtype. */
function asLeaves(tree: object): object {
  const entries = Object.entries(tree).map(([name, value]) => [
    name,
    'data' in value ? { ...value, dtype: 'float32' } : asLeaves(value),
  ]);
  return Object.fromEntries(entries);
}
