/** The numbers of a comparison, compiled. */

import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import {
  meanPairDistance,
  perceptualDistance,
  psnr,
  reconstructionError,
  sharpness,
  ssim,
} from '@diopter/losses';
import type * as tf from '@tensorflow/tfjs';
import { cropAt, stackImages, unstackImages } from '../images/index.js';
import type { HostTensors } from './chunks.js';
import type { ModelComparison } from './comparison.js';
import { type GridEnergy, gridEnergy, gridPeriods, powerSpectrum, radialAverage } from './spectrum/index.js';

/** What a model is measured by. */
export interface Originals {
  readonly images: HostTensor<'float32'>;
  readonly features: HostTensors;
}

/** Functions that measure, compiled for the originals at hand. */
export interface Measures {
  /** Everything about the reconstructions of one model. */
  of(images: HostTensor<'float32'>, features: HostTensors): Promise<Omit<ModelComparison, 'name' | 'run'>>;
  /** What there is to say about the originals themselves. */
  ofOriginals(): Promise<Pick<ModelComparison, 'grid' | 'grids' | 'spectrum'>>;
  release(): Promise<void>;
}

/** Measures against `originals`. */
export function measures(originals: Originals): Measures {
  const ofImages = jit((images: tf.Tensor, target: tf.Tensor) => ({
    pixelError: reconstructionError(images, target, { meanDistance: meanPairDistance(target) }),
    sharpness: sharpness(images, target),
    ssim: ssim(images, target),
    psnr: psnr(images, target),
  }));
  const ofFeatures = jit((features: tf.Tensor, target: tf.Tensor) => ({
    error: reconstructionError(features, target, { meanDistance: meanPairDistance(target) }),
    perceptual: perceptualDistance({ features }, { features: target }),
  }));
  const spectrumOf = jit(powerSpectrum);
  const compiled = [ofImages, ofFeatures, spectrumOf];

  const spectrum = async (images: HostTensor<'float32'>) => {
    const { shape, dtype, data } = (await spectrumOf(wholePeriods(images))) as HostTensor<'float32'>;
    return { shape, dtype, data: data.slice() };
  };
  const spectral = async (images: HostTensor<'float32'>) => {
    const [own, wanted] = [await spectrum(images), await spectrum(originals.images)];
    const grids = gridEnergy(own, wanted);
    return { grid: strongest(grids), grids, spectrum: radialAverage(own) };
  };

  return {
    of: async (images, features) => {
      const numbers = numbersOf(await ofImages(images, originals.images));
      const taps = await Promise.all(
        Object.entries(features).map(async ([tap, values]) => {
          const measured = numbersOf(await ofFeatures(values, originals.features[tap]!));
          return { tap, ...(measured as { error: number; perceptual: number }) };
        }),
      );
      return {
        ...(numbers as Pick<ModelComparison, 'pixelError' | 'sharpness' | 'ssim' | 'psnr'>),
        featureError: mean(taps.map(({ error }) => error)),
        perceptual: mean(taps.map(({ perceptual }) => perceptual)),
        featureErrors: Object.fromEntries(taps.map(({ tap, error }) => [tap, error])),
        ...(await spectral(images)),
      };
    },
    ofOriginals: () => spectral(originals.images),
    release: async () => void (await Promise.all(compiled.map((each) => each.release()))),
  };
}

/** The centres of the images, a whole number of the longest period wide: so that every period is a frequency of the spectrum. */
function wholePeriods(images: HostTensor<'float32'>): HostTensor<'float32'> {
  const longest = Math.max(...gridPeriods);
  const side = images.shape[1]!;
  const size = side - (side % longest);
  if (size === side) return images;
  return stackImages(unstackImages(images).map((image) => cropAt(image, { width: size, height: size })));
}

function strongest(grids: GridEnergy): number {
  return Math.max(...gridPeriods.map((period) => grids[period]));
}

function numbersOf(scalars: Readonly<Record<string, HostTensor>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(scalars).map(([name, { data }]) => [name, Number(data[0])]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
