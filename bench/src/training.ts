/** The training step that every bench measures, with its own network: gradients, update, donated state. */

import { apply, type Graph, init, type Parameters } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { type Optimizer, packingOf, valueAndGradients } from '@diopter/core-tensor/optim';
import { foldIn, type Key, normal, randomKey } from '@diopter/core-tensor/random';
import { flatten, type HostTensor } from '@diopter/core-tensor/tree';
import { squaredPixelLoss } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { StartOptions, Steps } from './bench.js';

/** What is trained, and on what. */
export interface TrainingOptions {
  readonly network: Graph;
  /** The batch, the same at every step. */
  readonly x: HostTensor;
  /** What the network should make of it; the loss is the mean squared difference. */
  readonly target: HostTensor;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Standard deviation of noise added to `x`, fresh at every step. */
  readonly noise?: number;
  /** Hold all parameters in one vector: what many small ones want. */
  readonly packed?: boolean;
}

type Trained = Parameters<Graph, tf.Tensor>;

/** What the optimizer sees: the parameters, or one vector of them all. */
type Held = Trained | { readonly packed: tf.Tensor };

/** Compiles the training step of a network and holds its state. */
export async function startTraining(
  { network, x, target, optimizer, learningRate, noise = 0, packed = false }: TrainingOptions,
  { threads, profile }: StartOptions,
): Promise<Steps> {
  const { parameters } = init(network, randomKey(1));
  const packing = packingOf(parameters);
  const asGraphWants = (held: Held): Trained =>
    (packed ? packing.unpack((held as { packed: tf.Tensor }).packed) : held) as Trained;
  const trainingStep = (
    { parameters, moments }: { parameters: Held; moments: Readonly<Record<string, Held>> },
    batch: { x: tf.Tensor; target: tf.Tensor },
    key: Key,
    numbers: { learningRate: tf.Scalar; step: tf.Scalar },
  ) => {
    const seen =
      noise > 0 ? tf.add(batch.x, normal(key, batch.x.shape, { standardDeviation: noise })) : batch.x;
    const { value, gradients } = valueAndGradients((held: Held) => {
      const candidate = asGraphWants(held);
      const { y } = apply(network, { parameters: candidate, statistics: {} }, seen);
      return { value: squaredPixelLoss(y, batch.target) };
    }, parameters);
    const next = optimizer.update(gradients, moments, parameters, numbers);
    return { state: { parameters: next.parameters, moments: next.state }, loss: value };
  };
  const compiled = jit(trainingStep, { donate: [0], threads, ...(profile !== undefined && { profile }) });

  const held: Held = packed ? { packed: packing.pack(parameters) } : parameters;
  const start = { parameters: held, moments: optimizer.init(held) };
  const key = randomKey(2);
  const batch = { x, target };
  const { compileMilliseconds } = await compiled.prepare(start, batch, key, { learningRate, step: 1 });
  let state: Awaited<ReturnType<typeof compiled>>['state'] | typeof start = start;
  let step = 0;
  return {
    parameterCount: flatten(parameters).leaves.reduce((sum, { size }) => sum + size, 0),
    compileMilliseconds,
    async next() {
      step += 1;
      const result = await compiled(state, batch, foldIn(key, step), { learningRate, step });
      state = result.state;
      return result.loss.data[0]!;
    },
    release: () => compiled.release(),
  };
}
