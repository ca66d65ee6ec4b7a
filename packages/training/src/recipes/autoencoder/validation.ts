/** Judging an autoencoder by pictures that were held out. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { psnr } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { Batch, BatchAt } from '../../data/index.js';
import { downsampled } from './downsample.js';

/** Means over all held-out crops. */
export type ValidationMetrics = Readonly<
  Record<'loss' | 'pixel' | 'feature' | 'psnr' | 'downsamplePsnr', number>
>;

/** A batch of held-out crops, and the PSNR of their downsample. */
interface HeldOutBatch {
  readonly images: HostTensor<'float32'>;
  readonly downsamplePsnr: number;
}

/** The compiled `evaluate` of a learner. */
type Evaluate<Weights> = (
  parameters: Weights,
  images: HostTensor,
) => Promise<{
  readonly metrics: Readonly<Record<Exclude<keyof ValidationMetrics, 'downsamplePsnr'>, HostTensor>>;
  readonly reconstructions: HostTensor;
}>;

/** Gets the first `count` batches and measures what the autoencoder has to beat. */
export function heldOutCrops(batchAt: BatchAt<Batch>, count: number): Promise<HeldOutBatch[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const { images } = await batchAt(n);
      return { images, downsamplePsnr: psnrOf(downsampled(images), images) };
    }),
  );
}

function psnrOf(x: HostTensor, target: HostTensor): number {
  return tf.tidy(() => {
    const [tensor, wanted] = [x, target].map(({ data, shape }) => tf.tensor(data, [...shape]));
    return psnr(tensor!, wanted!).dataSync<'float32'>()[0]!;
  });
}

/** A function that judges weights: metrics over all batches, and the reconstructions of the first. */
export function validation<Weights>(batches: readonly HeldOutBatch[], evaluate: Evaluate<Weights>) {
  const total = batches.reduce((sum, { images }) => sum + images.shape[0]!, 0);
  return async (parameters: Weights) => {
    const sums = { loss: 0, pixel: 0, feature: 0, psnr: 0, downsamplePsnr: 0 };
    const reconstructed: HostTensor[] = [];
    for (const { images, downsamplePsnr } of batches) {
      const { metrics, reconstructions } = await evaluate(parameters, images);
      // The last batch can be smaller: every crop has the same weight.
      const share = images.shape[0]! / total;
      for (const name of ['loss', 'pixel', 'feature', 'psnr'] as const) {
        sums[name] += share * metrics[name].data[0]!;
      }
      sums.downsamplePsnr += share * downsamplePsnr;
      reconstructed.push(reconstructions);
    }
    return { metrics: sums as ValidationMetrics, reconstructions: reconstructed[0] as HostTensor<'float32'> };
  };
}
