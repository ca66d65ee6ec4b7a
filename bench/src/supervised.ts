/** The training step that most benches measure, with their own network: squared error, gradients, update. */

import { apply, type Graph, init, type Parameters } from '@diopter/core-tensor/graph';
import { type Optimizer, packingOf, valueAndGradients } from '@diopter/core-tensor/optim';
import { normal, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { squaredPixelLoss } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { StartOptions, Steps } from './bench.js';
import { repeated } from './repeated.js';

/** What is trained, and on what. */
export interface SupervisedOptions {
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
export function startSupervised(
  { network, x, target, optimizer, learningRate, noise = 0, packed = false }: SupervisedOptions,
  options: StartOptions,
): Promise<Steps> {
  const { parameters } = init(network, randomKey(1));
  const packing = packingOf(parameters);
  const asGraphWants = (held: Held): Trained =>
    (packed ? packing.unpack((held as { packed: tf.Tensor }).packed) : held) as Trained;
  const held: Held = packed ? { packed: packing.pack(parameters) } : parameters;
  return repeated(
    {
      parameters,
      state: { parameters: held, moments: optimizer.init(held) },
      batch: { x, target },
      step({ parameters, moments }, batch: { x: tf.Tensor; target: tf.Tensor }, key, step) {
        const seen =
          noise > 0 ? tf.add(batch.x, normal(key, batch.x.shape, { standardDeviation: noise })) : batch.x;
        const { value, gradients } = valueAndGradients((held: Held) => {
          const candidate = asGraphWants(held);
          const { y } = apply(network, { parameters: candidate, statistics: {} }, seen);
          return { value: squaredPixelLoss(y, batch.target) };
        }, parameters);
        const next = optimizer.update(gradients, moments, parameters, { learningRate, step });
        return { state: { parameters: next.parameters, moments: next.state }, loss: value };
      },
    },
    options,
  );
}
