/** Shapes, sizes, starts and ONNX files of the networks of adversarial autoencoders. */

import { apply, type Graph, init, summary } from '@diopter/core-tensor/graph';
import { normal, randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { computed, parametersOf, rootMeanSquare, roundTripErrors, shapesOf } from '../testing/index.js';
import {
  adversarialAutoencoder,
  clusteringAdversarialAutoencoder,
  dimensionReductionAdversarialAutoencoder,
  type ImageAutoencoderOptions,
  latentDiscriminator,
  oneHotLabels,
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
    dense(784, 3000, 3000, 16) + dense(3000, 5) + 4 * 3000,
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

/** The same networks with narrow layers, and inputs for them. */
const small: ImageAutoencoderOptions = { hidden: [24, 16], imageShape: [6, 5, 1] };
const labels = oneHotLabels(tf.tensor1d([0, 2, 1], 'int32'), 3);
const codes = normal(randomKey(3), [3, 4]);
const image = uniform(randomKey(2), [3, 6, 5, 1]);
const labelled = semiSupervisedAdversarialAutoencoder({ ...small, classes: 3, styleLength: 4 });
const conditioned = adversarialAutoencoder({ ...small, codeLength: 4, classes: 2, slope: 0.2 });
const cases: readonly (readonly [string, Graph, Record<string, tf.Tensor>])[] = [
  ['encoder', conditioned.encoder, { image }],
  ['decoder', conditioned.decoder, { code: codes }],
  [
    'linear decoder',
    adversarialAutoencoder({ ...small, codeLength: 4, output: 'linear' }).decoder,
    { code: codes },
  ],
  ['discriminator', conditioned.discriminator, { code: codes, label: labels }],
  ['Gaussian encoder', adversarialAutoencoder({ ...small, posterior: 'gaussian' }).encoder, { image }],
  [
    'universal encoder',
    adversarialAutoencoder({ ...small, posterior: 'universal', noiseLength: 4 }).encoder,
    { image, noise: codes },
  ],
  ['encoder of labels', labelled.encoder, { image }],
  ['decoder of labels', labelled.decoder, { label: labels, style: codes }],
  ['normalised encoder', clusteringAdversarialAutoencoder({ ...small, classes: 3 }).encoder, { image }],
  [
    'encoder with cluster heads',
    dimensionReductionAdversarialAutoencoder({ ...small, classes: 3 }).encoder,
    { image },
  ],
];

describe.each(cases)('%s', (_name, network, inputs) => {
  it('survives ONNX', async () => {
    const { session, read } = await roundTripErrors(network, init(network, randomKey(1)), inputs);
    expect(session).toBeLessThan(1e-5);
    expect(read).toBeLessThan(1e-5);
  });
});

describe('at the start', () => {
  const images = uniform(randomKey(2), [50, 28, 28, 1]);

  it('every layer is lively, codes have size 1, and the discriminator is undecided', async () => {
    const { encoder, decoder, discriminator } = adversarialAutoencoder({ codeLength: 8 });
    const encoded = await computed(encoder, init(encoder, randomKey(1)), { image: images }, [
      'encoderActive1',
      'encoderActive2',
    ]);
    const code = normal(randomKey(3), [50, 8]);
    const decoded = await computed(decoder, init(decoder, randomKey(4)), { code }, [
      'decoderActive1',
      'decoderActive2',
    ]);
    for (const [name, value] of Object.entries({ ...encoded, ...decoded })) {
      expect(rootMeanSquare(value), name).toBeGreaterThan(0.3);
      expect(rootMeanSquare(value), name).toBeLessThan(3);
    }
    const { logit } = await computed(discriminator, init(discriminator, randomKey(5)), { code });
    expect(rootMeanSquare(logit!)).toBeGreaterThan(0.01);
    expect(rootMeanSquare(logit!)).toBeLessThan(0.5);
  });

  it('codes are a hundred times smaller with the deviation of the paper', async () => {
    const sizes = await Promise.all(
      [undefined, 0.01].map(async (initialDeviation) => {
        const { encoder } = adversarialAutoencoder({ codeLength: 8, initialDeviation });
        const { code } = await computed(encoder, init(encoder, randomKey(1)), { image: images });
        return rootMeanSquare(code!);
      }),
    );
    expect(sizes[0]! / sizes[1]!).toBeGreaterThan(50);
    expect(sizes[1]).toBeGreaterThan(0.004);
    expect(sizes[1]).toBeLessThan(0.016);
  });

  it('Gaussian codes are near their means, and labels prefer no class', async () => {
    const { encoder } = adversarialAutoencoder({ posterior: 'gaussian' });
    const { logVariance } = await computed(encoder, init(encoder, randomKey(1)), { image: images });
    expect(rootMeanSquare(tf.add(logVariance!, 4))).toBeLessThan(0.5);
    const labelling = semiSupervisedAdversarialAutoencoder();
    const { label } = await computed(labelling.encoder, init(labelling.encoder, randomKey(6)), {
      image: images,
    });
    expect(tf.max(label!).dataSync()[0]).toBeLessThan(0.8);
    expect(tf.max(tf.abs(tf.sub(tf.sum(label!, 1), 1))).dataSync()[0]).toBeLessThan(1e-5);
  });
});

describe('the representation of the dimension reduction', () => {
  it('is the style plus the cluster heads weighted by the label', () => {
    const network = dimensionReductionAdversarialAutoencoder({ ...small, classes: 3 }).encoder;
    const variables = init(network, randomKey(1));
    const { code, label, style } = apply(network, variables, { image }).outputs;
    const heads = variables.parameters.clusterHeads!.kernel!;
    const expected = tf.add(tf.matMul(label as tf.Tensor2D, heads as tf.Tensor2D), style!);
    expect(heads.shape).toEqual([3, 2]);
    expect(tf.max(tf.abs(tf.sub(code!, expected))).dataSync()[0]).toBeLessThan(1e-6);
  });
});

describe('a discriminator with labels', () => {
  it('judges the same code differently under another label', () => {
    const network = latentDiscriminator({ codeLength: 4, classes: 2, hidden: [16] });
    const judge = (label: number) =>
      apply(network, init(network, randomKey(1)), {
        code: codes,
        label: oneHotLabels(tf.fill([3], label, 'int32'), 3),
      }).y.dataSync();
    expect(judge(0)).not.toEqual(judge(1));
    expect(judge(1)).not.toEqual(judge(2));
  });

  it('refuses labels without the column for those that are missing', () => {
    const network = latentDiscriminator({ codeLength: 4, classes: 3 });
    const given = { code: codes, label: labels };
    expect(() => apply(network, init(network, randomKey(1)), given)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/mismatch/) }),
    );
  });
});
