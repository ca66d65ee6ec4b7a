/** The last turn, where a class is learnt: the encoder learns the classes of labelled images. */

import { foldIn, type Key } from '@diopter/core-tensor/random';
import { oneHotLabels } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { player } from '../../adversarial/index.js';
import type { TensorBatch } from '../frame/learner.js';
import type { GraphParameters } from '../image-learner.js';
import { learningRateOf } from '../learning-rate.js';
import type { AaeSettings } from './description.js';
import type { AaeModel, EncoderStatistics } from './model.js';
import { divided, nothing } from './parts.js';
import { learnPupil, type Pupil, startPupil } from './pupil.js';
import { withNoise } from './sight.js';

/** The class depends on neither. */
const unmoved = ['clusterHeads', 'style'] as const;

/** The turn as a function of the encoder. */
export function recognition(model: AaeModel, options: AaeSettings, classes: number) {
  const isLearnt = model.label === 'learnt';
  const pupil = player({ learningRate: learningRateOf(options.learningRate, options) });
  return {
    start: (encoder: GraphParameters): Pupil<GraphParameters> =>
      startPupil(pupil, isLearnt ? divided(encoder, unmoved)[0] : nothing),

    learn(
      state: Pupil<GraphParameters>,
      encoder: GraphParameters,
      statistics: EncoderStatistics,
      { labelledImages, labelledLabels }: TensorBatch,
      key: Key,
      step: tf.Scalar,
    ) {
      if (!isLearnt) return { state, encoder, metrics: {} };
      const [moved, rest] = divided(encoder, unmoved);
      const wanted = oneHotLabels(labelledLabels!, classes);
      const seen = withNoise(labelledImages!, foldIn(key, 'noise'), options.noise);
      const surprise = (candidate: GraphParameters) => {
        const { codes } = model.encode({ ...candidate, ...rest }, statistics, seen, foldIn(key, 'encode'));
        const logProbabilities = tf.sum(tf.mul(tf.logSoftmax(codes.logits!), wanted), -1);
        return { value: tf.neg(tf.mean(logProbabilities)) as tf.Scalar };
      };
      const { pupil: next, parameters, found } = learnPupil(pupil, state, moved, surprise, step);
      const metrics: Record<string, tf.Scalar> = { crossEntropy: found.value };
      return { state: next, encoder: { ...parameters, ...rest }, metrics };
    },
  };
}
