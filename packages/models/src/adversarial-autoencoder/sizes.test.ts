/** Outputs and parameters of the networks of adversarial autoencoders. */

import { type Graph, summary } from '@diopter/core-tensor/graph';
import { describe, expect, it } from 'vitest';
import { parametersOf, shapesOf } from '../testing/index.js';
import {
  adversarialAutoencoder,
  clusteringAdversarialAutoencoder,
  dimensionReductionAdversarialAutoencoder,
  semiSupervisedAdversarialAutoencoder,
  supervisedAdversarialAutoencoder,
} from './index.js';

/** Weights and biases of dense layers between these sizes. */
const dense = (...sizes: readonly number[]) =>
  parametersOf(sizes.slice(1).map((to, i) => [1, sizes[i]!, to] as const));

const likelihood = adversarialAutoencoder({ codeLength: 8, classes: 10 });
const gaussian = adversarialAutoencoder({ posterior: 'gaussian', imageShape: [48, 48, 1], output: 'linear' });
const universal = adversarialAutoencoder({ posterior: 'universal', noiseLength: 30 });
const supervised = supervisedAdversarialAutoencoder();
const semiSupervised = semiSupervisedAdversarialAutoencoder({ imageShape: [32, 32, 3], styleLength: 20 });
const clustering = clusteringAdversarialAutoencoder();
const reduction = dimensionReductionAdversarialAutoencoder();

type Row = readonly [
  name: string,
  network: Graph,
  outputs: Record<string, readonly number[]>,
  parameters: number,
];

const rows: readonly Row[] = [
  ['encoder', likelihood.encoder, { code: [8] }, dense(784, 1000, 1000, 8)],
  ['decoder', likelihood.decoder, { output: [28, 28, 1] }, dense(8, 1000, 1000, 784)],
  ['discriminator with labels', likelihood.discriminator, { logit: [1] }, dense(8 + 11, 1000, 1000, 1)],
  [
    'Gaussian encoder',
    gaussian.encoder,
    { mean: [2], logVariance: [2] },
    dense(2304, 1000, 1000, 2) + dense(1000, 2),
  ],
  ['decoder of larger images', gaussian.decoder, { output: [48, 48, 1] }, dense(2, 1000, 1000, 2304)],
  ['discriminator', gaussian.discriminator, { logit: [1] }, dense(2, 1000, 1000, 1)],
  ['universal encoder', universal.encoder, { code: [2] }, dense(784 + 30, 1000, 1000, 2)],
  ['supervised encoder', supervised.encoder, { style: [15] }, dense(784, 1000, 1000, 15)],
  ['supervised decoder', supervised.decoder, { output: [28, 28, 1] }, dense(25, 1000, 1000, 784)],
  ['supervised discriminator', supervised.discriminator, { logit: [1] }, dense(15, 1000, 1000, 1)],
  [
    'semi-supervised encoder',
    semiSupervised.encoder,
    { label: [10], style: [20], logits: [10] },
    dense(3072, 1000, 1000, 10) + dense(1000, 20),
  ],
  ['semi-supervised decoder', semiSupervised.decoder, { output: [32, 32, 3] }, dense(30, 1000, 1000, 3072)],
  ['label discriminator', semiSupervised.labelDiscriminator, { logit: [1] }, dense(10, 1000, 1000, 1)],
  ['style discriminator', semiSupervised.styleDiscriminator, { logit: [1] }, dense(20, 1000, 1000, 1)],
  [
    'clustering encoder, normalised',
    clustering.encoder,
    { label: [16], style: [5], logits: [16] },
    // Each of the two normalisations has a scale and a shift, which takes the place of the layer's bias.
    dense(784, 3000, 3000, 16) + dense(3000, 5) + 2 * 3000,
  ],
  ['clustering decoder', clustering.decoder, { output: [28, 28, 1] }, dense(21, 3000, 3000, 784)],
  ['cluster discriminator', clustering.labelDiscriminator, { logit: [1] }, dense(16, 3000, 3000, 1)],
  [
    'encoder with cluster heads',
    reduction.encoder,
    { code: [2], label: [20], style: [2], logits: [20] },
    dense(784, 1000, 1000, 20) + dense(1000, 2) + 20 * 2,
  ],
  ['decoder of the representation', reduction.decoder, { output: [28, 28, 1] }, dense(2, 1000, 1000, 784)],
];

describe.each(rows)('%s', (_name, network, outputs, parameters) => {
  it('has the outputs and the parameters of its layers', () => {
    expect(network.outputs).toEqual(Object.keys(outputs));
    const shapes = shapesOf(network);
    for (const [output, shape] of Object.entries(outputs)) expect(shapes[output]).toEqual([1, ...shape]);
    expect(summary(network).parameters).toBe(parameters);
  });
});
