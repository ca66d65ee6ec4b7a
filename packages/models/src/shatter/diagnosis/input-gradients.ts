/** A graph's input gradients and unit activity, as one compiled function. */

import { apply, type Graph, type Variables } from '@diopter/core-tensor/graph';
import { type CompiledFunction, jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { type JudgedNode, judgedNodes } from './kinks.js';
import { type UnitActivity, unitActivity } from './unit-activity.js';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** What a batch gives. */
export interface Measured {
  /** Of every example, all inputs one after the other: `[batch, numbers]`. */
  readonly gradients: tf.Tensor;
  /** By activation, in the order of {@link judgedNodes}. */
  readonly activity: readonly UnitActivity[];
}

/** Takes variables, inputs by name, and for every example the direction of the output whose gradient is wanted. */
export type Measure = CompiledFunction<[Variables<Graph, tf.Tensor>, Tensors, tf.Tensor], Measured>;

/** The gradient of `<y, direction>` with respect to the inputs, in `evaluate` mode; `y` is the graph's first output. */
export function inputGradients(graph: Graph): Measure {
  const nodes = judgedNodes(graph);
  const names = Object.keys(graph.inputs);
  return jit((variables: Variables<Graph, tf.Tensor>, inputs: Tensors, direction: tf.Tensor) => {
    const project = (...values: tf.Tensor[]) => {
      const byName = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      return tf.sum(tf.mul(apply(graph, variables, byName).y, direction));
    };
    const gradients = tf.grads(project)(names.map((name) => inputs[name]!));
    const flat = gradients.map((gradient) => tf.reshape(gradient, [gradient.shape[0]!, -1]));
    return {
      gradients: flat.length === 1 ? flat[0]! : tf.concat(flat, 1),
      activity: activityOf(graph, variables, inputs, nodes),
    };
  });
}

function activityOf(
  graph: Graph,
  variables: Variables<Graph, tf.Tensor>,
  inputs: Tensors,
  nodes: readonly JudgedNode[],
): UnitActivity[] {
  const taps = nodes.map(({ input }) => input).filter((name) => Object.hasOwn(graph.nodes, name));
  const values = { ...inputs, ...apply(graph, variables, inputs, { taps }).taps };
  return nodes.map((node) => unitActivity(values[node.input]!, node));
}
