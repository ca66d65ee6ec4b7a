/** What a comparison finds: plain data. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { GridEnergy, SpectrumPoint } from './spectrum/index.js';

/** The numbers of one model. */
export interface ModelComparison {
  /** The base name of its run folder. */
  readonly name: string;
  /** Its run folder. */
  readonly run: string;
  /** DeePSiM's normalised reconstruction error of pixels: see `reconstructionError`. A fraction, not percent. */
  readonly pixelError: number;
  /** The same of the comparator's features, the mean over its taps. */
  readonly featureError: number;
  /** Energy of the finest octave relative to the originals': see `sharpness`. */
  readonly sharpness: number;
  /** Mean structural similarity. */
  readonly ssim: number;
  /** Mean peak signal-to-noise ratio, in decibels. */
  readonly psnr: number;
  /** The mean over the taps of the distance of normalised features, without learned weights: see `perceptualDistance`. */
  readonly perceptual: number;
  /** The strongest pattern that repeats every 2, 4 or 8 pixels: the largest of `grids`. */
  readonly grid: number;
  /** See `gridEnergy`. */
  readonly grids: GridEnergy;
  /** The error of each tap. */
  readonly featureErrors: Readonly<Record<string, number>>;
  readonly spectrum: readonly SpectrumPoint[];
}

/** What the models were compared on, and by. */
export interface ComparisonSetting {
  readonly data: string;
  readonly dataset: string;
  /** How many pictures were compared. */
  readonly pictures: number;
  /** The side of the pictures, in pixels. */
  readonly size: number;
  /** Whether no model was trained on any of them, as far as the runs tell. */
  readonly heldOut: boolean;
  readonly seed: number;
  readonly comparator: string;
  readonly taps: readonly string[];
}

/** Everything about some models and the same pictures. */
export interface Comparison extends ComparisonSetting {
  readonly models: readonly ModelComparison[];
  /** The same numbers of the originals, where they mean something. */
  readonly originals: {
    readonly grid: number;
    readonly grids: GridEnergy;
    readonly spectrum: readonly SpectrumPoint[];
  };
}

/** Pictures, `[pictures, size, size, channels]` in [0, 1]: the originals, and what each model makes of them, in its order. */
export interface ComparedImages {
  readonly originals: HostTensor<'float32'>;
  readonly reconstructions: readonly HostTensor<'float32'>[];
}
