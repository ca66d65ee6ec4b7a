/** The weights of DeePSiM's terms, in the paper's units and in ours. */

/** The weight of each term of the loss. */
export interface DeepsimWeights {
  /** Of the squared distance of features. */
  readonly feature: number;
  /** Of the generator's adversarial loss. */
  readonly adversarial: number;
  /** Of the squared distance of pixels. */
  readonly pixel: number;
}

/**
 * The weights of the paper's inversion of AlexNet, as its code has them. They hold for sums per image (`perImage:
 * 'sum'`) of squared differences, the features being CaffeNet's `pool5` and the pixels from 0 to 255.
 *
 * In the code (Caffe) they stand as 0.01, 100 and 2e-6. There `EuclideanLoss` halves its sums and `SoftmaxWithLoss`
 * averages cross-entropies over the batch. So per image it is `0.005 ||ΔC||² + 100 CE + 1e-6 ||Δx||²`: these numbers.
 */
export const caffeWeights: DeepsimWeights = { feature: 0.005, adversarial: 100, pixel: 1e-6 };

/** What has to be known to turn weights of sums into weights of means. */
export interface MeanWeightsOptions {
  /** How many features an image has, of one layer: 9216 for CaffeNet's `pool5`. */
  readonly features: number;
  /** How many numbers an image has: height × width × channels. */
  readonly pixels: number;
  /** The largest pixel where the weights come from, for images in [0, 1] here: 255 for Caffe's. */
  readonly dataRange?: number;
}

/**
 * Weights that give means per image over images in [0, 1] the value that `weights` give sums per image over images in
 * [0, `dataRange`]. Exact: with `n` numbers per image a sum is `n` times the mean, and squares of pixels scale with
 * `dataRange²`.
 *
 * @example
 * meanWeights(caffeWeights, { features: 9216, pixels: 227 * 227 * 3 });
 * // { feature: 46.08, adversarial: 100, pixel: 10052.02 }
 */
export function meanWeights(
  { feature, adversarial, pixel }: DeepsimWeights,
  { features, pixels, dataRange = 255 }: MeanWeightsOptions,
): DeepsimWeights {
  return { feature: feature * features, adversarial, pixel: pixel * pixels * dataRange ** 2 };
}
