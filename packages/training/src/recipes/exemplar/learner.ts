/** What Exemplar-CNN learns: to tell patches apart, however they are deformed. */

import { apply, type Graph, init, type Variables } from '@diopter/core-tensor/graph';
import { linearWarmUp, momentum, multistep, valueAndGradients } from '@diopter/core-tensor/optim';
import type { Key } from '@diopter/core-tensor/random';
import { preprocess } from '@diopter/losses';
import { type ExemplarCnnSize, exemplarCnn, exemplarPreprocessing } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { classification } from '../classification.js';
import type { Learner, TensorBatch } from '../frame/learner.js';

/** What {@link exemplarLearner} has to know. */
export interface ExemplarLearnerOptions {
  readonly size: ExemplarCnnSize;
  readonly classes: number;
  readonly dropout: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly warmUpSteps: number;
  readonly weightDecay: number;
}

/** The parameters of any graph, by node and name. */
type Parameters = Variables<Graph, tf.Tensor>['parameters'];

/** What a step changes. */
export type ExemplarLearned = {
  readonly parameters: Parameters;
  readonly moments: { readonly velocity: Parameters };
};

/** When the rate falls, each time by the root of ten: the authors' 1.2, 1.32, 1.44 and 1.5 of 1.56 million steps. */
const milestones = [0.77, 0.845, 0.925, 0.96] as const;

/**
 * Momentum on the cross-entropy of surrogate classes. The rate rises linearly, and falls in steps near the end. Batches are `images`,
 * `[batch, 32, 32, 3]` in [0, 1], and `labels`, `[batch]`.
 *
 * As with the authors, weights of the dense layers decay, biases and the first convolutions do not. Ours: the rise of the rate,
 * and one rate and one decay for all layers (they give `fc7` a quarter of the rate and four times the decay).
 */
export function exemplarLearner(
  options: ExemplarLearnerOptions,
): Learner<ExemplarLearned, Parameters, 'step'> {
  const { size, classes, dropout, steps, learningRate, warmUpSteps, weightDecay } = options;
  const network: Graph = exemplarCnn({ size, classes, dropoutRate: dropout });
  const optimizer = momentum({ weightDecay, decays: (path) => /^fc\d\.filter$/.test(path) });
  const afterWarmUp = Math.max(steps - warmUpSteps, 1);
  const falling = multistep({
    initial: learningRate,
    milestones: milestones.map((share) => share * afterWarmUp),
    factor: Math.sqrt(0.1),
  });
  const schedule = linearWarmUp({ steps: warmUpSteps, followedBy: falling });

  const judge = (parameters: Parameters, { images, labels }: TensorBatch, key?: Key) => {
    const { y } = apply(network, { parameters, statistics: {} }, preprocess(images!, exemplarPreprocessing), {
      ...(key && { mode: 'train', key }),
    });
    return classification(tf.reshape(y, [-1, classes]), labels!);
  };

  return {
    start(key) {
      const { parameters } = init(network, key);
      return { parameters, moments: optimizer.init(parameters) };
    },
    programs: {
      step({ parameters, moments }, batch, key, step) {
        const { value, terms, gradients } = valueAndGradients((candidate: Parameters) => {
          const { loss, accuracy } = judge(candidate, batch, key);
          return { value: loss, terms: { accuracy } };
        }, parameters);
        const next = optimizer.update(gradients, moments, parameters, { learningRate: schedule(step), step });
        const learned = { parameters: next.parameters, moments: next.state };
        return { learned, metrics: { loss: value, ...terms } };
      },
    },
    judged: ({ parameters }) => parameters,
    evaluate: (parameters, batch) => ({ metrics: judge(parameters, batch), pictures: {} }),
  };
}
