/** For tests: a loss of a network's outputs, its gradients, and steps of an optimizer. */

import { apply, type Graph, type Mode, type Variables } from '@diopter/core-tensor/graph';
import { type Optimizer, valueAndGradients } from '@diopter/core-tensor/optim';
import * as tf from '@tensorflow/tfjs';

type Parameters = Variables<Graph, tf.Tensor>['parameters'];
type Inputs = Readonly<Record<string, tf.Tensor>>;
type State = Readonly<Record<string, Parameters>>;

/** How far outputs are from 0.3, or from what is given. */
export const gradientsOf =
  (graph: Graph, mode: Mode = 'evaluate', target: tf.TensorLike = 0.3) =>
  ({ parameters, statistics }: Variables<Graph, tf.Tensor>, inputs: Inputs): Parameters =>
    valueAndGradients((parameters) => {
      const { outputs } = apply(graph, { parameters, statistics }, inputs, { mode });
      const losses = Object.values(outputs).map((output) => tf.mean(tf.square(tf.sub(output, target))));
      return { value: tf.addN(losses) as tf.Scalar };
    }, parameters).gradients;

/** One step of an optimizer on that loss. */
export const stepOf =
  (graph: Graph, optimizer: Optimizer, ...options: [mode?: Mode, target?: tf.TensorLike]) =>
  (
    variables: Variables<Graph, tf.Tensor>,
    state: State,
    inputs: Inputs,
    { learningRate, step }: Readonly<Record<'learningRate' | 'step', tf.Scalar>>,
  ): { parameters: Parameters; state: State } =>
    optimizer.update(gradientsOf(graph, ...options)(variables, inputs), state, variables.parameters, {
      learningRate,
      step,
    });
