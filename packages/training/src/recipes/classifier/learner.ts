/** What a classifier learns: the classes of pictures, by its own weights in one vector, from wherever it starts. */

import { DiopterError } from '@diopter/core-tensor/errors';
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
import { type HostTensor, mapTree } from '@diopter/core-tensor/tree';
import { oneHotLabels } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { classification } from '../classification.js';
import type { Learner } from '../frame/learner.js';
import type { GraphParameters } from '../image-learner.js';
import { learningRateOf } from '../learning-rate.js';
import type { ScheduleOptions } from '../schedule-options.js';

/** How a classifier is trained. Plain data. */
export interface ClassifierTraining extends ScheduleOptions {
  readonly steps: number;
  readonly optimizer: keyof typeof optimizers;
  /** At its highest. */
  readonly learningRate: number;
  /** Of `sgd`. */
  readonly momentum: number;
  /** The largest norm of the gradient; 0 for any. */
  readonly clip: number;
}

/** Values by node and name. */
type Values = Readonly<Record<string, Readonly<Record<string, HostTensor>>>>;

/** What a training goes on from. Plain data. */
export interface ClassifierStart {
  readonly parameters: Values;
  readonly statistics: Values;
  /** By slot of the optimizer, values like the parameters; zeros if absent. */
  readonly optimizer?: Readonly<Record<string, Values>>;
  /** Steps that the optimizer has done before, which is what its corrections go by; schedules begin anew. */
  readonly step?: number;
}

/** What {@link classifierLearner} is made of. Plain data. */
export interface ClassifierInput {
  /** Input `[batch, ...imageShape]` in [0, 1], output logits, `[batch, classes]`. */
  readonly network: Graph;
  readonly classes: number;
  readonly options: ClassifierTraining;
  /** Drawn from the key if absent. */
  readonly start?: ClassifierStart;
}

/** The parameters as one vector: hundreds of small tensors would make steps slow. */
type Weights = { readonly weights: tf.Tensor };

/** What is judged and kept: the vector, and running values of batch norms by node. */
export type ClassifierJudged = Weights & { readonly statistics: Statistics<Graph, tf.Tensor> };

/** What a step changes. */
export type ClassifierLearned = ClassifierJudged & { readonly moments: OptimizerState<string, Weights> };

const optimizers = {
  adam: () => adam() as Optimizer,
  sgd: ({ momentum: kept }: ClassifierTraining) => momentum({ momentum: kept }) as Optimizer,
} as const satisfies Record<string, (options: ClassifierTraining) => Optimizer>;

type Specs = Readonly<Record<string, Readonly<Record<string, { readonly shape: readonly number[] }>>>>;

/** What values of these shapes are, for trees that are read or packed. */
export function inFloat32(specs: Specs) {
  const nodes = Object.entries(specs).map(([node, named]) => {
    const own = Object.entries(named).map(
      ([name, { shape }]) => [name, { shape, dtype: 'float32' as const }] as const,
    );
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** The way between the vector of a network's parameters and the tree of them. */
export function weightsPacking(network: Graph): Packing<GraphParameters> {
  return packingOf(inFloat32(variableSpecs(network).parameters)) as Packing<GraphParameters>;
}

/**
 * Adam or momentum on the cross-entropy. Batches are `images`, `[batch, ...imageShape]` in [0, 1], and `labels`, int32 `[batch]`. Judging
 * uses the running statistics of batch norms, and counts in `confusion`, `[classes, classes]`, how often pictures of a class (rows) are
 * taken for each (columns).
 *
 * @throws DiopterError as `validateGraph`; from `start`, `invalid-option` for the state of another optimizer.
 *
 * @example
 * const learner = classifierLearner({ network, classes: 10, options, start: { parameters, statistics } });
 */
export function classifierLearner({
  network,
  classes,
  options,
  start: given,
}: ClassifierInput): Learner<ClassifierLearned, ClassifierJudged, 'step'> {
  const packing = weightsPacking(network);
  const optimizer = optimizers[options.optimizer](options);
  const schedule = learningRateOf(options.learningRate, options);
  const bounded = (gradients: Weights) =>
    options.clip > 0 ? clipByGlobalNorm(gradients, options.clip) : { gradients, norm: globalNorm(gradients) };
  const packed = (values: unknown) => toTensor(packing.packValues(values));

  return {
    start(key) {
      const { parameters, statistics } = given ? onDevice(given) : init(network, key);
      const weights = { weights: packed(parameters) };
      const fresh = optimizer.init(weights);
      if (given?.optimizer === undefined) return { ...weights, moments: fresh, statistics };
      assertSlots(Object.keys(given.optimizer), Object.keys(fresh), options.optimizer);
      const moments = Object.entries(given.optimizer).map(
        ([slot, values]) => [slot, { weights: packed(values) }] as const,
      );
      return { ...weights, moments: Object.fromEntries(moments), statistics };
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
        const inputs = { learningRate: schedule(step), step: after(given?.step, step) };
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

/** Which step it is of all that the optimizer has done. */
function after(before: number | undefined, step: tf.Scalar): tf.Scalar {
  return before ? (tf.add(step, before) as tf.Scalar) : step;
}

function toTensor({ data, shape, dtype }: HostTensor): tf.Tensor {
  return tf.tensor(data, [...shape], dtype);
}

function onDevice({ parameters, statistics }: ClassifierStart) {
  return { parameters, statistics: mapTree(toTensor, statistics) as Statistics<Graph, tf.Tensor> };
}

function assertSlots(given: readonly string[], wanted: readonly string[], optimizer: string): void {
  if (given.length === wanted.length && wanted.every((slot) => given.includes(slot))) return;
  throw new DiopterError('invalid-option', {
    what: `what there is to go on from has an optimizer's ${given.join(', ')}, ${optimizer} needs ${wanted.join(', ')}`,
    where: 'option optimizer',
    help: 'train with the optimizer of before, or start from a file without its state',
  });
}
