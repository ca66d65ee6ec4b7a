/** The comparator that judges reconstructions. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { loadComparator } from '@diopter/losses/comparators';
import { stackImages, unstackImages, withChannels } from '../images/index.js';
import { type HostTensors, inChunks } from './chunks.js';

/** A comparator, ready to look at pictures of any number. */
export interface Judge {
  readonly taps: readonly string[];
  /** @param images `[pictures, height, width, channels]` in [0, 1]; grey or colour, whatever the comparator takes. */
  features(images: HostTensor<'float32'>): Promise<HostTensors>;
  release(): Promise<void>;
}

/**
 * Loads a comparator by its name or file.
 *
 * @throws DiopterError as `loadComparator`.
 */
export async function openJudge(comparator: string, taps: readonly string[] | undefined): Promise<Judge> {
  const loaded = await loadComparator(comparator, taps === undefined ? {} : { taps });
  const [input] = Object.values(loaded.network.graph.inputs);
  const channels = input?.at(-1) === 1 ? 1 : 3;
  const session = await loaded.session();
  return {
    taps: loaded.taps,
    features: (images) => {
      const seen = unstackImages(images).map((image) => withChannels(image, channels));
      return inChunks(stackImages(seen), (chunk) => session.features(chunk));
    },
    release: () => session.release(),
  };
}
