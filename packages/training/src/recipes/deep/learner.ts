/** What a deep classifier learns: the classes of pictures, by its own weights in one vector. */

import { apply, type Graph, init, type Statistics, variableSpecs } from '@diopter/core-tensor/graph';
import {
  adam,
  clipByGlobalNorm,
  globalNorm,
  momentum,
  type Optimizer,
  type OptimizerState,
  type Packing,
  packingOf,
  valueAndGradients,
} from '@diopter/core-tensor/optim';
import { oneHotLabels } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { classification } from '../classification.js';
import type { Learner } from '../frame/learner.js';
import type { GraphParameters } from '../image-learner.js';
import { learningRateOf } from '../learning-rate.js';
import type { DeepSettings } from './description.js';
import { centredNetwork, type DeepNetworkInput } from './network.js';

/** The parameters as one vector: hundreds of small tensors would make steps slow. */
type Weights = { readonly weights: tf.Tensor };

/** What is judged and kept: the vector, and running values of batch norms by node. */
export type DeepJudged = Weights & { readonly statistics: Statistics<Graph, tf.Tensor> };

/** What a step changes. */
export type DeepLearned = DeepJudged & { readonly moments: OptimizerState<string, Weights> };

const optimizers: Readonly<Record<DeepSettings['optimizer'], (options: DeepSettings) => Optimizer>> = {
  adam: () => adam() as Optimizer,
  sgd: ({ momentum: kept }) => momentum({ momentum: kept }) as Optimizer,
};

/** The way between the vector of a network's parameters and the tree of them. */
export function weightsPacking(network: Graph): Packing<GraphParameters> {
  const { parameters } = variableSpecs(network);
  const specs = Object.entries(parameters).map(([name, group]) => {
    const tensors = Object.entries(group).map(
      ([parameter, { shape }]) => [parameter, { shape, dtype: 'float32' as const }] as const,
    );
    return [name, Object.fromEntries(tensors)] as const;
  });
  return packingOf(Object.fromEntries(specs)) as Packing<GraphParameters>;
}

/**
 * Adam or momentum on the cross-entropy. Batches are `images`, `[batch, ...imageShape]` in [0, 1], and `labels`, int32 `[batch]`. Judging
 * uses the running statistics of batch norms, and counts in `confusion`, `[classes, classes]`, how often pictures of a class (rows) are
 * taken for each (columns).
 *
 * @throws DiopterError as `deepNetwork`.
 */
export function deepLearner(input: DeepNetworkInput): Learner<DeepLearned, DeepJudged, 'step'> {
  const { options, classes } = input;
  const network = centredNetwork(input);
  const packing = weightsPacking(network);
  const optimizer = optimizers[options.optimizer](options);
  const schedule = learningRateOf(options.learningRate, options);
  const bounded = (gradients: Weights) =>
    options.clip > 0 ? clipByGlobalNorm(gradients, options.clip) : { gradients, norm: globalNorm(gradients) };

  return {
    start(key) {
      const { parameters, statistics } = init(network, key);
      const weights = { weights: packing.pack(parameters) };
      return { ...weights, moments: optimizer.init(weights), statistics };
    },
    programs: {
      step({ weights, moments, statistics }, { images, labels }, _key, step) {
        const { value, accuracy, moved, gradients } = valueAndGradients(
          ({ weights }: Weights) => {
            const variables = { parameters: packing.unpack(weights), statistics };
            const { y, statistics: moved } = apply(network, variables, images!, { mode: 'train' });
            const { loss, accuracy } = classification(y, labels!);
            return { value: loss, accuracy, moved };
          },
          { weights },
        );
        const { gradients: slope, norm } = bounded(gradients);
        const inputs = { learningRate: schedule(step), step };
        const next = optimizer.update(slope, moments, { weights }, inputs);
        return {
          learned: { ...next.parameters, moments: next.state, statistics: moved },
          metrics: { loss: value, accuracy, gradientNorm: norm },
        };
      },
    },
    best: { metric: 'accuracy', better: 'higher' },
    judged: ({ weights, statistics }) => ({ weights, statistics }),
    evaluate({ weights, statistics }, { images, labels }) {
      const { y } = apply(network, { parameters: packing.unpack(weights), statistics }, images!);
      const truth = oneHotLabels(labels!, classes);
      const taken = oneHotLabels(tf.argMax(y, -1), classes);
      return {
        metrics: classification(y, labels!),
        pictures: {},
        totals: { confusion: tf.matMul(truth, taken, true) },
      };
    },
  };
}
