/** What the autoencoder has to beat: the same crops with as many pixels as their code has places. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { psnr } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import { resize } from '../images/resize.js';
import { stackImages, unstackImages } from '../images/tensor.js';

/** The code of the autoencoder is as wide as the image over this; so is the downsample. */
export const reduction = 8;

/**
 * Images reduced to an eighth of their width and height by averaging areas, and enlarged again by bicubic interpolation,
 * which gives a higher PSNR than bilinear.
 *
 * @param images `[batch, height, width, channels]`, in [0, 1].
 */
export function downsampled(images: HostTensor<'float32'>): HostTensor<'float32'> {
  return stackImages(
    unstackImages(images).map((image) => {
      const { width, height } = image;
      const small = { width: width / reduction, height: height / reduction };
      return resize(resize(image, small, { kernel: 'box' }), { width, height }, { kernel: 'bicubic' });
    }),
  );
}

/** Its PSNR, as a baseline of a learner. */
export function downsamplePsnr({ images }: Readonly<Record<string, HostTensor>>) {
  const originals = images as HostTensor<'float32'>;
  return { downsamplePsnr: psnrOf(downsampled(originals), originals) };
}

function psnrOf(x: HostTensor, target: HostTensor): number {
  return tf.tidy(() => {
    const [tensor, wanted] = [x, target].map(({ data, shape }) => tf.tensor(data, [...shape]));
    return psnr(tensor!, wanted!).dataSync<'float32'>()[0]!;
  });
}
