/** New layers with random weights: what Net2DeeperNet is compared with. */

import type { Key } from '@diopter/core-tensor/random';
import { type ComparisonOptions, certified } from '../certificate/index.js';
import {
  type DeepenedModel,
  type DeepenGraphOptions,
  deepenGraph,
  insertedNodes,
  withPieces,
} from '../deepen/index.js';
import type { Model } from '../model/index.js';

/** What is inserted, and what it is measured on. */
export interface RandomDeepenOptions extends DeepenGraphOptions, ComparisonOptions {
  /** Of the new weights. */
  readonly key: Key;
}

/**
 * The layers that `deepen` inserts, with weights drawn by their own initializers (the baseline of Chen et al. 2015, arXiv 1511.05641): the function changes,
 * and the certificate says how much. Since nothing is to be preserved, all activations are allowed, and batch norms start as in a new network.
 *
 * @throws DiopterError `invalid-argument` as `deepen`, for nodes after which nothing can be inserted at all.
 *
 * @example
 * const { model } = await randomDeepen(teacher, { after: 'relu2', key: randomKey(1) });
 */
export async function randomDeepen(before: Model, options: RandomDeepenOptions): Promise<DeepenedModel> {
  const deepened = deepenGraph(before.graph, options, { exact: false });
  const about = {
    transform: 'randomDeepen',
    options: { ...deepened.settings },
    key: options.key,
    layers: deepened.insertions.map(({ options: { name } }) => ({
      layer: name,
      proof: 'approximate' as const,
      words: 'random weights',
    })),
  };
  const unrounded = withPieces(before, deepened, [], options.key);
  return { ...(await certified(before, unrounded, about, options)), inserted: insertedNodes(deepened) };
}
