/** The comparator of a run, from its option to what the learner and the run's folder need of it. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ComparatorFile, readComparatorFile } from '@diopter/losses/comparators';
import type { BatchAt } from '../data/index.js';
import type { ImageBatch } from './frame/index.js';
import type { ComparedFeatures } from './image-learner.js';
import { layerWeights } from './layer-weights.js';
import type { ImageLossOptions } from './loss-options.js';

/** What {@link comparedFeatures} gives; nothing where no features are compared. */
export interface OpenedComparator {
  readonly comparator?: ComparedFeatures;
  /** What must be the same when the run goes on. */
  readonly identity: Readonly<Record<string, string>>;
  /** The option as it is found again from anywhere. */
  readonly paths: Readonly<Record<string, string>>;
}

/**
 * Reads the comparator if the loss has a use for it, and weighs its layers by the first batch.
 *
 * @throws DiopterError as `readComparatorFile` and `readComparator`.
 */
export async function comparedFeatures(
  { loss, featureWeight, comparator: name }: Pick<ImageLossOptions, 'loss' | 'featureWeight' | 'comparator'>,
  batchAt: BatchAt<ImageBatch>,
): Promise<OpenedComparator> {
  if (loss !== 'deepsim' || featureWeight === 0 || name === undefined) return { identity: {}, paths: {} };
  const file = await readComparatorFile(name);
  const { images } = await batchAt(0);
  return {
    comparator: { file, layers: await layerWeights(file, images) },
    identity: { comparator: hashOf(file) },
    paths: fromAnywhere({ comparator: name }),
  };
}

/** What tells a comparator from others. */
export function hashOf({ bytes, description }: ComparatorFile): string {
  return createHash('sha256').update(bytes).update(JSON.stringify(description)).digest('hex');
}

/** Those texts that are paths of files here, as they are found from any folder. */
export function fromAnywhere(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const paths = Object.entries(texts).flatMap(([name, text]) =>
    text !== undefined && existsSync(text) ? [[name, resolve(text)] as const] : [],
  );
  return Object.fromEntries(paths);
}
