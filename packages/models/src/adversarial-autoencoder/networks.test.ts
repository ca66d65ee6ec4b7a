/** Starts and ONNX files of the networks of adversarial autoencoders, and what their inputs do. */

import { apply, type Graph, init } from '@diopter/core-tensor/graph';
import { normal, randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { computed, rootMeanSquare, roundTripErrors } from '../testing/index.js';
import {
  adversarialAutoencoder,
  clusteringAdversarialAutoencoder,
  dimensionReductionAdversarialAutoencoder,
  type ImageAutoencoderOptions,
  latentDiscriminator,
  oneHotLabels,
  semiSupervisedAdversarialAutoencoder,
} from './index.js';

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
