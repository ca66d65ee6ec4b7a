/** What a training run of the autoencoder can be told. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Everything that the numbers of a run depend on, beside its data and its comparator. Plain data. */
export type AutoencoderOptions = {
  /** Training steps in all. */
  readonly steps: number;
  /** All randomness is derived from it: weights, held-out pictures, batches, noise. */
  readonly seed: number;
  /** Crops per step. */
  readonly batch: number;
  /** Of Adam, at its highest: after a ramp of {@link warmUpSteps} it falls to 0 on half a cosine wave. */
  readonly learningRate: number;
  readonly warmUpSteps: number;
  /** What the feature loss is multiplied with before it is added to the pixel loss; both are means. */
  readonly featureWeight: number;
  /** Standard deviation of the normal noise on the encoder's input, whose pixels are in [0, 1]. */
  readonly noise: number;
  /** Decay of an exponential moving average of the weights, which is then what is judged and kept; 0 for none. */
  readonly averageDecay: number;
  /** The share of the pictures that is held out, {@link maximumHeldOut} at most. */
  readonly heldOut: number;
  readonly validateEvery: number;
  readonly checkpointEvery: number;
};

/** The options of a run that is told nothing. */
export const defaultAutoencoderOptions: AutoencoderOptions = {
  steps: 1200,
  seed: 1,
  batch: 16,
  learningRate: 1e-3,
  warmUpSteps: 100,
  featureWeight: 1,
  noise: 0,
  averageDecay: 0,
  heldOut: 0.1,
  validateEvery: 100,
  checkpointEvery: 100,
};

/** Held-out pictures beyond these would cost time and tell little more. */
export const maximumHeldOut = 64;

const isCount = (value: number) => Number.isSafeInteger(value) && value > 0;
const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isShare = (value: number) => value >= 0 && value < 1;

const ranges: { readonly [Name in keyof AutoencoderOptions]: readonly [(value: number) => boolean, string] } =
  {
    steps: [isCount, 'a whole number above 0'],
    seed: [isWhole, 'a whole number from 0'],
    batch: [isCount, 'a whole number above 0'],
    learningRate: [(value) => value > 0, 'above 0'],
    warmUpSteps: [isCount, 'a whole number above 0'],
    featureWeight: [(value) => value >= 0, 'at least 0'],
    noise: [(value) => value >= 0, 'at least 0'],
    averageDecay: [isShare, 'from 0 up to, but not including, 1'],
    heldOut: [(value) => value > 0 && value < 1, 'above 0 and below 1'],
    validateEvery: [isCount, 'a whole number above 0'],
    checkpointEvery: [isCount, 'a whole number above 0'],
  };

/**
 * The options with their defaults.
 *
 * @throws DiopterError `invalid-option` for a number out of its range.
 */
export function resolveOptions(given: Partial<AutoencoderOptions>): AutoencoderOptions {
  const options = { ...defaultAutoencoderOptions, ...given };
  for (const [name, [isRight, range]] of Object.entries(ranges)) {
    const value = options[name as keyof AutoencoderOptions];
    if (Number.isFinite(value) && isRight(value)) continue;
    throw new DiopterError('invalid-option', { what: `${value} is not ${range}`, where: `option ${name}` });
  }
  return options;
}
