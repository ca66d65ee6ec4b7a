/** Matching a prior without an adversary: what `diopter train aae --matching mmd` does in a step. */

import { apply, init } from '@diopter/core-tensor/graph';
import { adam, valueAndGradients } from '@diopter/core-tensor/optim';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { squaredMmdToPrior, squaredPixelLoss, sumOfKernels } from '@diopter/losses';
import { adversarialAutoencoder, gaussianRing } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { Bench } from '../bench.js';
import { repeated } from '../repeated.js';

const batch = 256;
const lengthscales = [0.1, 0.2, 0.4, 0.8, 1.6];
const kernel = sumOfKernels(
  lengthscales.map((lengthscale) => ({ kind: 'squared-exponential', lengthscale })),
);

export const mmdStep: Bench = {
  about:
    'one step of the MMD autoencoder, dense layers 784-1000-1000-2 and back: pixel loss, closed-form MMD to a ring of ten Gaussians at five lengthscales, Adam',
  batch,
  start(options) {
    const prior = gaussianRing();
    const { encoder, decoder } = adversarialAutoencoder({ imageShape: [28, 28, 1], hidden: [1000, 1000] });
    const parameters = {
      encoder: init(encoder, randomKey(1)).parameters,
      decoder: init(decoder, randomKey(2)).parameters,
    };
    const optimizer = adam();
    return repeated(
      {
        parameters,
        state: { parameters, moments: optimizer.init(parameters) },
        batch: { images: uniformValues(randomKey(3), [batch, 28, 28, 1]) },
        step({ parameters, moments }, { images }: { images: tf.Tensor }, _key, step) {
          const { value, gradients } = valueAndGradients((candidate: typeof parameters) => {
            const codes = apply(encoder, { parameters: candidate.encoder, statistics: {} }, images).y;
            const made = apply(decoder, { parameters: candidate.decoder, statistics: {} }, codes).y;
            const mismatch = squaredMmdToPrior(codes, prior, { kernel });
            return { value: tf.add<tf.Scalar>(squaredPixelLoss(made, images), mismatch) };
          }, parameters);
          const next = optimizer.update(gradients, moments, parameters, { learningRate: 1e-3, step });
          return { state: { parameters: next.parameters, moments: next.state }, loss: value };
        },
      },
      options,
    );
  },
};
