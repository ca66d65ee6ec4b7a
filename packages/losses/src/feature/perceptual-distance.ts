/** The distance of normalised features: LPIPS, and what it is without learned weights. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { resizeBilinear } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { reduceImages } from '../reduction/index.js';
import { type Features, layerPairs } from './layer-pairs.js';

/** Options of {@link perceptualDistance}. */
export interface PerceptualOptions {
  /** For each layer one weight per channel, none negative: LPIPS learned them, see `parseHeads`. Without, all are 1. */
  readonly heads?: Readonly<Record<string, readonly number[]>>;
  /** Added to the squared norm of a place's channels, inside the square root. */
  readonly epsilon?: number;
}

/**
 * Where the features of two batches differ (Zhang et al., LPIPS, arXiv 1801.03924, equation 1 before its means): at
 * each place of each layer `sum_c w_c (f̂_c - t̂_c)²`, with `f̂ = f / sqrt(sum_c f_c² + ε)`. The weights are outside the
 * square, as in the authors' code, which learned them there.
 *
 * The authors' code divides by `sqrt(sum) + 1e-10`, whose gradient is not finite where no channel answers. With ε
 * inside the root it is, and where anything answers the value is the same to about `ε / sum_c f_c²`.
 *
 * @param features of the images, by layer: `[batch, height, width, channels]` or `[batch, channels]`.
 * @param targets of what they should be: the same layers, the same shapes. No gradient goes there.
 * @returns for each layer `[batch, height, width]` or `[batch]`: at least 0, without heads at most 4, and at most 2 for
 * features that are not negative.
 * @throws DiopterError `tree-mismatch` if the layers, `shape-mismatch` if the shapes differ; `tree-mismatch` for heads
 * that are not those of the layers, `invalid-argument` for negative ones or an `epsilon` that is not above 0.
 *
 * @example
 * const { conv3 } = perceptualMaps(features, targetFeatures);
 */
export function perceptualMaps(
  features: Features,
  targets: Features,
  { heads, epsilon = 1e-8 }: PerceptualOptions = {},
): Record<string, tf.Tensor> {
  if (!(epsilon > 0)) {
    throw new DiopterError('invalid-argument', {
      what: `${epsilon} is not above 0`,
      where: 'perceptualDistance, option epsilon',
    });
  }
  const maps = layerPairs(features, targets, 'perceptualDistance').map(({ name, seen, wanted }) => {
    const squares = tf.square(tf.sub(normalised(seen, epsilon), normalised(wanted, epsilon)));
    const weighted = heads === undefined ? squares : tf.mul(squares, headOf(heads, name, seen.shape.at(-1)!));
    return [name, tf.sum(weighted, -1)] as const;
  });
  return Object.fromEntries(maps);
}

/**
 * How far each image is from its target in each layer: the mean of {@link perceptualMaps} over places. LPIPS of an
 * image is the sum over its layers.
 *
 * @returns for each layer `[batch]`, at least 0.
 * @throws DiopterError as {@link perceptualMaps}.
 *
 * @example
 * const byLayer = perceptualDistances(features, targetFeatures, { heads });
 * const perImage = tf.addN(Object.values(byLayer));
 */
export function perceptualDistances(
  features: Features,
  targets: Features,
  options: PerceptualOptions = {},
): Record<string, tf.Tensor1D> {
  const maps = perceptualMaps(features, targets, options);
  return Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, reduceImages(map, 'mean')]));
}

/**
 * The distance of normalised features, as a loss or a metric: the mean over the batch of the sum over layers of
 * {@link perceptualDistances}. With the layers and heads of LPIPS, and the preprocessing its network was trained with (for
 * torchvision's networks `lpipsPreprocessing`), this is LPIPS; without heads it is what its authors call the baseline.
 *
 * @param features of the images, by layer: `[batch, height, width, channels]` or `[batch, channels]`.
 * @param targets of what they should be: the same layers, the same shapes. No gradient goes there.
 * @returns a scalar, at least 0. It does not depend on the scale of the features, nor on the size of the images.
 * @throws DiopterError as {@link perceptualMaps}.
 *
 * @example
 * const [seen, wanted] = [reconstructions, images].map((x) => comparatorFeatures(comparator, x));
 * const loss = perceptualDistance(seen, wanted, { heads });
 */
export function perceptualDistance(
  features: Features,
  targets: Features,
  options: PerceptualOptions = {},
): tf.Scalar {
  const layers = Object.values(perceptualDistances(features, targets, options));
  return tf.mean(tf.addN(layers));
}

/**
 * One picture of where images differ: the maps of all layers, brought to one size by bilinear interpolation and added up.
 * Its mean is about the distance, which interpolation keeps only nearly.
 *
 * @param maps what {@link perceptualMaps} gave for layers of images, not of vectors.
 * @param size height and width.
 * @returns `[batch, height, width]`, at least 0.
 *
 * @example
 * const map = perceptualMap(perceptualMaps(features, targetFeatures), [64, 64]);
 */
export function perceptualMap(
  maps: Readonly<Record<string, tf.Tensor>>,
  size: readonly [number, number],
): tf.Tensor3D {
  const resized = Object.values(maps).map((map) => resizeBilinear(tf.expandDims(map, -1), size));
  return tf.squeeze(tf.addN(resized), [-1]);
}

function normalised(features: tf.Tensor, epsilon: number): tf.Tensor {
  const squaredNorm = tf.sum(tf.square(features), -1, true);
  return tf.div(features, tf.sqrt(tf.add(squaredNorm, epsilon)));
}

function headOf(
  heads: Readonly<Record<string, readonly number[]>>,
  layer: string,
  channels: number,
): tf.Tensor1D {
  const head = heads[layer];
  const where = `perceptualDistance, heads of layer ${layer}`;
  if (head?.length !== channels) {
    throw new DiopterError('tree-mismatch', {
      what: head ? `${head.length} weights for ${channels} channels` : 'there are none',
      where,
      help: `there are heads of ${Object.keys(heads).join(', ') || 'no layer'}`,
    });
  }
  if (!head.every((weight) => weight >= 0)) {
    throw new DiopterError('invalid-argument', {
      what: `a weight is ${Math.min(...head)}: distances would be negative`,
      where,
    });
  }
  return tf.tensor1d([...head]);
}
