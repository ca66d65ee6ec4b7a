/** `apply`: what a graph computes, as a pure function of its variables and inputs. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import { foldIn, type Key } from '../random/index.js';
import { type HostTensor, isHostTensor } from '../tree/index.js';
import { checkedVariables } from './checked-variables.js';
import type { Graph, InputName, NodeName, Statistics, Variables } from './graph.js';
import type { Mode } from './layers/definition.js';
import { definitionOf } from './layers/registry.js';
import { inOrder } from './order.js';
import { atNode } from './problem.js';
import { mapRecord } from './record.js';

/** A variable as `apply` takes it: a tensor, or host memory, which `jit` turns into a constant of the compiled function. */
export type VariableTensor = tf.Tensor | HostTensor;

/** Options of {@link apply}. */
export interface ApplyOptions<Tap extends string = string> {
  /** Whether dropout drops and batch norm uses the batch's statistics. */
  readonly mode?: Mode;
  /** Randomness of this call; only needed in `train` mode, by graphs with dropout. */
  readonly key?: Key;
  /** Names of nodes whose values are wanted beside the outputs. */
  readonly taps?: readonly Tap[];
}

/** What {@link apply} returns. */
export interface Applied<G extends Graph, Tap extends string> {
  /** The first output. */
  readonly y: tf.Tensor;
  /** All outputs by name. */
  readonly outputs: Readonly<Record<string, tf.Tensor>>;
  /** The values of the nodes asked for. */
  readonly taps: Readonly<Record<Tap, tf.Tensor>>;
  /** The statistics after this call: new in `train` mode, those passed in `evaluate` mode. */
  readonly statistics: Statistics<G, tf.Tensor>;
}

/**
 * Computes a graph. Only the nodes that the outputs and taps need are computed.
 *
 * @param x The input, or all inputs by name. Images are NHWC.
 * @throws DiopterError naming the node: `checkpoint-mismatch` for a missing variable, `invalid-argument` for a missing
 * input or key, `invalid-graph` for a graph that does not hold together.
 *
 * @example
 * const { y, taps } = apply(encoder, { parameters, statistics }, images, { taps: ['relu1'] });
 * taps.relu1; // [batch, 32, 32, 32]
 */
export function apply<G extends Graph, const Tap extends NodeName<G> = never>(
  graph: G,
  variables: Variables<G, VariableTensor>,
  x: tf.Tensor | Readonly<Record<InputName<G>, tf.Tensor>>,
  { mode = 'evaluate', key, taps = [] }: ApplyOptions<Tap> = {},
): Applied<G, Tap> {
  const { parameters, statistics: before }: Variables<Graph, VariableTensor> = variables;
  const values = new Map<string, tf.Tensor>(Object.entries(namedInputs(graph, x)));
  const statistics: Record<string, Readonly<Record<string, VariableTensor>>> = { ...before };
  for (const [name, { layer, inputs }] of inOrder(graph, [...graph.outputs, ...taps])) {
    const operands = inputs.map((input) => values.get(input)!);
    const result = atNode(name, layer.kind, () => {
      const definition = definitionOf(layer);
      const shapes = operands.map(({ shape }) => shape);
      definition.infer(layer, shapes);
      const found = { parameters: parameters[name], statistics: before[name] };
      const own = checkedVariables<VariableTensor>(layer, definition, shapes, found);
      return definition.apply(layer, operands, {
        parameters: mapRecord(own.parameters, toTensor),
        statistics: mapRecord(own.statistics, toTensor),
        mode,
        key: () => nodeKey(key, name),
      });
    });
    if (result instanceof tf.Tensor) {
      values.set(name, result);
    } else {
      values.set(name, result.y);
      statistics[name] = result.statistics;
    }
  }
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, values.get(name)!]));
  return {
    y: values.get(graph.outputs[0]!)!,
    outputs: pick(graph.outputs),
    taps: pick(taps) as Record<Tap, tf.Tensor>,
    statistics: mapRecord(statistics, (group) => mapRecord(group, toTensor)) as Statistics<G, tf.Tensor>,
  };
}

function namedInputs(
  graph: Graph,
  x: tf.Tensor | Readonly<Record<string, tf.Tensor>>,
): Readonly<Record<string, tf.Tensor>> {
  const names = Object.keys(graph.inputs);
  if (x instanceof tf.Tensor) {
    if (names.length === 1) return { [names[0]!]: x };
  } else if (names.every((name) => x[name] instanceof tf.Tensor)) {
    return x;
  }
  throw new DiopterError('invalid-argument', {
    where: 'apply, argument x',
    what: `the graph's inputs are ${names.join(', ')}`,
    help: names.length === 1 ? 'pass a tensor' : 'pass a tensor for each by name',
  });
}

function toTensor(variable: VariableTensor): tf.Tensor {
  if (!isHostTensor(variable)) return variable;
  return tf.tensor(variable.data, [...variable.shape], variable.dtype);
}

function nodeKey(key: Key | undefined, name: string): Key {
  if (key !== undefined) return foldIn(key, name);
  throw new DiopterError('invalid-argument', {
    where: `apply, node ${name}`,
    what: 'it draws random numbers but there is no key',
    help: "pass { mode: 'train', key }, with a new key for every call",
  });
}
