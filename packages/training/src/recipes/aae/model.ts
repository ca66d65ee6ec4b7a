/** The networks of each variant of the adversarial autoencoder, and how its codes are made and read. */

import { apply, type Graph, init } from '@diopter/core-tensor/graph';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import {
  adversarialAutoencoder,
  clusterHeadPenalty,
  dimensionReductionAdversarialAutoencoder,
  encodeImages,
  type FeatureShape,
  type LabellingAutoencoder,
  type Prior,
  semiSupervisedAdversarialAutoencoder,
  supervisedAdversarialAutoencoder,
} from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { GraphParameters } from '../image-learner.js';
import type { AaeSettings } from './description.js';
import { codePriors, labelPrior, stylePrior } from './priors.js';

/** Parameters of encoder and decoder. */
export type AutoencoderParameters = { readonly encoder: GraphParameters; readonly decoder: GraphParameters };

/** The running values of the encoder, if its layers are normalised. */
export type EncoderStatistics = Readonly<Record<string, Readonly<Record<string, tf.Tensor>>>>;

/** A part of the representation that is to follow a prior. */
export interface MatchedCode {
  readonly prior: Prior;
  readonly discriminator: Graph;
  /** Of so many classes a label says which part of the prior a code belongs to. */
  readonly classes?: number;
}

/** What an encoder makes of images: `[batch, length]` each. */
export type Codes = Readonly<Record<string, tf.Tensor>>;

/** A variant of the adversarial autoencoder. */
export interface AaeModel {
  readonly encoder: Graph;
  readonly decoder: Graph;
  /** By the name of the code. */
  readonly matched: Readonly<Record<string, MatchedCode>>;
  /** Whether a class is an input, or is found: learnt from labels, or without any. */
  readonly label: 'none' | 'given' | 'learnt' | 'found';
  start(key: Key): { readonly parameters: AutoencoderParameters; readonly statistics: EncoderStatistics };
  /** @param key for training. Without it nothing is random: codes are means, or what comes of no noise. */
  encode(
    encoder: GraphParameters,
    statistics: EncoderStatistics,
    images: tf.Tensor,
    key?: Key,
  ): { readonly codes: Codes; readonly statistics: EncoderStatistics };
  /** Images of matched codes; a given label is among them as `label`. */
  decode(parameters: AutoencoderParameters, codes: Codes): tf.Tensor;
  /** What else the networks cost. */
  penalty?(parameters: AutoencoderParameters): tf.Scalar;
}

/** What a model is made for. */
export interface AaeModelInput {
  readonly options: AaeSettings;
  readonly imageShape: FeatureShape;
  /** Classes of the data set; 0 if it has none. */
  readonly classes: number;
}

/** Options that the networks of all variants take. */
const common = ({ options, imageShape }: AaeModelInput) => ({
  imageShape,
  hidden: [options.units, options.units],
  batchNorm: options.batchNorm === 'encoder',
  inputDropout: options.inputDropout,
});

type Parts = Omit<AaeModel, 'start' | 'encode' | 'decode'> & Partial<Pick<AaeModel, 'decode'>>;

const variants: Readonly<Record<AaeSettings['variant'], (input: AaeModelInput) => Parts>> = {
  plain: (input) => {
    const { prior, codeLength, posterior, labelled } = input.options;
    const classes = labelled > 0 ? { classes: input.classes } : {};
    const { encoder, decoder, discriminator } = adversarialAutoencoder({
      ...common(input),
      ...classes,
      codeLength,
      posterior,
    });
    const code = { prior: codePriors[prior](codeLength), discriminator, ...classes };
    return { encoder, decoder, matched: { code }, label: 'none' };
  },
  supervised: (input) => {
    const { codeLength: styleLength } = input.options;
    const { encoder, decoder, discriminator } = supervisedAdversarialAutoencoder({
      ...common(input),
      classes: input.classes,
      styleLength,
    });
    const style = { prior: stylePrior(styleLength), discriminator };
    return { encoder, decoder, matched: { style }, label: 'given' };
  },
  'semi-supervised': (input) => {
    const { codeLength: styleLength } = input.options;
    const networks = semiSupervisedAdversarialAutoencoder({
      ...common(input),
      classes: input.classes,
      styleLength,
    });
    return { ...labelAndStyle(networks, input.classes, styleLength), label: 'learnt' };
  },
  clustering: (input) => {
    const { codeLength: styleLength, clusters: classes } = input.options;
    const networks = semiSupervisedAdversarialAutoencoder({ ...common(input), classes, styleLength });
    return { ...labelAndStyle(networks, classes, styleLength), label: 'found' };
  },
  embedding: (input) => {
    const { codeLength, clusters, labelled } = input.options;
    const classes = labelled > 0 ? input.classes : clusters;
    const networks = dimensionReductionAdversarialAutoencoder({ ...common(input), classes, codeLength });
    const heads = ({ encoder }: AutoencoderParameters) => encoder.clusterHeads!.kernel!;
    return {
      ...labelAndStyle(networks, classes, codeLength),
      label: labelled > 0 ? 'learnt' : 'found',
      decode: (parameters, { label, style }) => {
        const code = tf.add(tf.matMul(label! as tf.Tensor2D, heads(parameters) as tf.Tensor2D), style!);
        return apply(networks.decoder, { parameters: parameters.decoder, statistics: {} }, { code }).y;
      },
      penalty: (parameters) => clusterHeadPenalty(heads(parameters)),
    };
  },
};

function labelAndStyle(networks: LabellingAutoencoder, classes: number, styleLength: number) {
  const { encoder, decoder, labelDiscriminator, styleDiscriminator } = networks;
  return {
    encoder,
    decoder,
    matched: {
      label: { prior: labelPrior(classes), discriminator: labelDiscriminator },
      style: { prior: stylePrior(styleLength), discriminator: styleDiscriminator },
    },
  };
}

/** The model of the options. */
export function aaeModel(input: AaeModelInput): AaeModel {
  const parts = variants[input.options.variant](input);
  const { encoder, decoder } = parts;
  return {
    start(key) {
      const { parameters, statistics } = init(encoder, foldIn(key, 'encoder'));
      return {
        parameters: { encoder: parameters, decoder: init(decoder, foldIn(key, 'decoder')).parameters },
        statistics,
      };
    },
    encode(parameters, statistics, images, key) {
      const variables = { parameters, statistics };
      if (key !== undefined && input.options.variant === 'plain') {
        const encoded = encodeImages(encoder, variables, images, key, { mode: 'train' });
        return { codes: { code: encoded.code }, statistics: encoded.statistics };
      }
      const noise = encoder.inputs.noise && { noise: tf.zeros([images.shape[0]!, encoder.inputs.noise[1]!]) };
      const applied = apply(encoder, variables, { image: images, ...noise }, key && { mode: 'train', key });
      const { mean, ...codes } = applied.outputs;
      return { codes: mean === undefined ? codes : { code: mean }, statistics: applied.statistics };
    },
    decode: (parameters, codes) => {
      const inputs = Object.fromEntries(Object.keys(decoder.inputs).map((name) => [name, codes[name]!]));
      return apply(decoder, { parameters: parameters.decoder, statistics: {} }, inputs).y;
    },
    ...parts,
  };
}
