/** Whether a network is linear, as it claims to start. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { apply, type Graph, type Variables, type VariableTensor } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { type Key, normal, splitKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';

/** Options of {@link isLinearAtInit}. */
export interface LinearAtInitOptions {
  /** What the inputs are drawn from. */
  readonly key: Key;
  /** How many pairs of inputs are compared. */
  readonly pairs?: number;
  /** The largest error of a linear network. */
  readonly tolerance?: number;
}

/** What {@link isLinearAtInit} found. */
export interface LinearAtInit {
  /** Whether the error is within the tolerance. */
  readonly linear: boolean;
  /**
   * The largest `|f(a x + b y) - a f(x) - b f(y)|` over pairs and outputs, relative to the largest output; NaN where outputs overflow or all
   * are 0.
   */
  readonly error: number;
  /** The mean of `|f(x)| / |x|` over inputs: 1 where norms are kept. */
  readonly gain: number;
}

/** Of unlike signs: a ReLU network without biases multiplies by positive numbers as a linear one does, but not by negative ones. */
const [a, b] = [0.75, -1.25];

/**
 * How far a network is from a linear function of its input: `f(a x + b y)` beside `a f(x) + b f(y)` on standard normal inputs, where `f` is the first
 * output minus that for zeros, so that biases do not matter. Batch norm uses its running statistics. Nothing is thrown for
 * networks that are not linear. It is run compiled, in single precision: 200 linear layers err by some 1e-6.
 *
 * @param graph With one input, whose sizes are known but for the batch.
 * @param options `tolerance` is 1e-4 if absent: small ReLU networks of other starts err by 0.1 or more.
 * @throws DiopterError `invalid-argument` for a graph of several inputs or of unknown sizes, or less than one pair.
 *
 * @example
 * const network = deepNetwork({ inputs: 32, width: 32, depth: 200, outputs: 32 });
 * const { linear, gain } = await isLinearAtInit(network, init(network, randomKey(1)), { key: randomKey(2) }); // true, 1
 */
export async function isLinearAtInit<G extends Graph>(
  graph: G,
  variables: Variables<G, VariableTensor>,
  { key, pairs = 8, tolerance = 1e-4 }: LinearAtInitOptions,
): Promise<LinearAtInit> {
  const shape = exampleShape(graph, pairs);
  const measure = jit((variables: Variables<Graph, tf.Tensor>, key: Key) => {
    const [x, y] = splitKey(key).map((key) => normal(key, [pairs, ...shape]));
    const batch = tf.concat([x!, y!, tf.add(tf.mul(x!, a), tf.mul(y!, b)), tf.zeros([1, ...shape])]);
    const rows = tf.reshape(apply(graph as Graph, variables, batch).y, [3 * pairs + 1, -1]);
    const [fx, fy, mixed, origin] = tf.split(rows, [pairs, pairs, pairs, 1]);
    const of = (values: tf.Tensor | undefined) => tf.sub(values!, origin!);
    const difference = tf.sub(of(mixed), tf.add(tf.mul(of(fx), a), tf.mul(of(fy), b)));
    return {
      difference: tf.max(tf.abs(difference)),
      largest: tf.max(tf.abs(of(mixed))),
      gain: tf.mean(tf.div(norms(of(fx)), norms(tf.reshape(x!, [pairs, -1])))),
    };
  });
  const { difference, largest, gain } = await measure(variables as Variables<Graph, tf.Tensor>, key);
  await measure.release();
  const error = difference.data[0]! / largest.data[0]!;
  return { linear: error <= tolerance, error, gain: gain.data[0]! };
}

function norms(rows: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.sum(tf.square(rows), -1));
}

/** The sizes of one input. */
function exampleShape({ inputs }: Graph, pairs: number): number[] {
  const [shape, ...others] = Object.values(inputs);
  const sizes = shape?.slice(1).filter((size) => size !== null) ?? [];
  if (others.length === 0 && sizes.length + 1 === shape?.length && pairs >= 1) return sizes;
  throw new DiopterError('invalid-argument', {
    where: 'isLinearAtInit',
    what: 'it needs at least one pair of inputs, and a graph of one input whose sizes are known but for the batch',
    help: 'give the graph an input such as [null, 32, 32, 3]',
  });
}
