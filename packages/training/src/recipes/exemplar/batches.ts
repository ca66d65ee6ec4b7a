/** Batches of deformed patches and their classes. */

import { foldIn, type Key, permutationValues } from '@diopter/core-tensor/random';
import type { BatchAt } from '../../data/index.js';
import { stackImages } from '../../images/index.js';
import type { HostBatch } from '../frame/learner.js';
import type { ColourAxes } from './colours.js';
import { deform } from './deform.js';
import { drawDeformation } from './deformation.js';
import type { Seed } from './seeds.js';

/** What deformed patches are made of. */
export interface DeformedSamplesOptions {
  readonly seeds: readonly Seed[];
  readonly axes: ColourAxes;
  /** How far colours change, see `drawDeformation`. */
  readonly colour: number;
  readonly key: Key;
}

/** What {@link exemplarBatches} draws from. */
export interface ExemplarBatchesOptions extends DeformedSamplesOptions {
  readonly batchSize: number;
  /** How many deformations of each seed there are; the authors' number is 150. */
  readonly deformations: number;
}

/**
 * Endless batches: `images` `[batch, 32, 32, 3]` in [0, 1] and `labels` `[batch]`. Every seed has a fixed set of deformations,
 * made when they are needed; an epoch shows all of them once, in an order of its own. Batch `n` depends on nothing
 * but the options and `n`.
 */
export function exemplarBatches(options: ExemplarBatchesOptions): BatchAt<HostBatch> {
  const { seeds, batchSize, deformations, key } = options;
  const length = seeds.length * deformations;
  const orderKey = foldIn(key, 'order');
  const sample = deformedSamples(options);
  const orders = new Map<number, Int32Array>();
  const orderOf = (epoch: number) => {
    const known = orders.get(epoch) ?? permutationValues(foldIn(orderKey, epoch), length).data;
    // Batches come nearly in order: the epoch at hand and the one before are enough.
    orders.delete(epoch - 2);
    orders.set(epoch, known);
    return known;
  };
  return async (n) => {
    const samples = Array.from({ length: batchSize }, (_, i) => {
      const position = n * batchSize + i;
      const index = orderOf(Math.floor(position / length))[position % length]!;
      return sample(Math.floor(index / deformations), index % deformations);
    });
    return batchOf(samples);
  };
}

/** A function that gives deformation `index` of the seed of a class. */
export function deformedSamples({ seeds, axes, colour, key }: DeformedSamplesOptions) {
  const deformationKey = foldIn(key, 'deformations');
  return (label: number, index: number) => {
    const deformation = drawDeformation(foldIn(foldIn(deformationKey, label), index), { colour });
    return { image: deform(seeds[label]!, deformation, axes), label };
  };
}

/** Samples as tensors. */
export function batchOf(samples: readonly ReturnType<ReturnType<typeof deformedSamples>>[]): HostBatch {
  return {
    images: stackImages(samples.map(({ image }) => image)),
    labels: {
      shape: [samples.length],
      dtype: 'int32',
      data: Int32Array.from(samples, ({ label }) => label),
    },
  };
}
