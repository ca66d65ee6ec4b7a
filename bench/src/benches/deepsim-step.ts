/** Adversarial training, whole: what `diopter train autoencoder` does in a step where both players learn. */

import { apply, init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { constant } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { readComparator } from '@diopter/losses';
import { autoencoder, discriminator, exemplarCnn } from '@diopter/models';
import { deepsimLearner } from '@diopter/training/adversarial';
import type * as tf from '@tensorflow/tfjs';
import type { Bench } from '../bench.js';
import { repeated } from '../repeated.js';

const batch = 16;

export const deepsimStep: Bench = {
  about:
    "one step of DeePSiM: autoencoder, small Exemplar-CNN's second layer as comparator, discriminator; both learn by Adam, 64x64x3",
  batch,
  start(options) {
    const network = autoencoder();
    const comparator = exemplarCnn({ size: 'small' });
    const learningRate = constant(2e-4);
    const learner = deepsimLearner({
      generator: {
        start: (key) => init(network, key).parameters,
        generate: (parameters, { images }) => ({
          images: apply(network, { parameters, statistics: {} }, images!).y,
        }),
      },
      comparator: readComparator(writeOnnx(toOnnx(comparator, init(comparator, randomKey(4)))), {
        preprocessing: { mean: 0.5, deviation: 0.25 },
        taps: ['relu2'],
      }),
      weights: { feature: 0.1, adversarial: 1e-3, pixel: 1 },
      learningRate,
      adversary: { network: discriminator({ size: 64 }), learningRate },
    });
    const { both } = learner.programs;
    const state = learner.start(randomKey(1));
    return repeated(
      {
        state,
        batch: { images: uniformValues(randomKey(3), [batch, 64, 64, 3]) },
        parameters: [state.generator.parameters, state.discriminator.parameters],
        step(learned, images: { images: tf.Tensor }, key, n) {
          const { learned: state, metrics } = both!(learned, images, key, n);
          return { state, loss: metrics.loss! };
        },
      },
      options,
    );
  },
};
