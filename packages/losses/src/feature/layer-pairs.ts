/** The features of two batches, layer by layer. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { stopGradient } from '@diopter/core-tensor/ops';
import type * as tf from '@tensorflow/tfjs';
import { assertSameShape } from '../checks/index.js';

/** What a comparator makes of images: tensors `[batch, ...]` by the names of its layers. */
export type Features = Readonly<Record<string, tf.Tensor>>;

/** One layer of both batches. */
interface LayerPair {
  readonly name: string;
  readonly seen: tf.Tensor;
  /** No gradient goes there. */
  readonly wanted: tf.Tensor;
}

/**
 * The layers of the features with those of the targets.
 *
 * @throws DiopterError `tree-mismatch` if the layers, `shape-mismatch` if the shapes differ.
 */
export function layerPairs(features: Features, targets: Features, where: string): LayerPair[] {
  const names = Object.keys(features);
  if (names.length === 0 || names.toSorted().join() !== Object.keys(targets).toSorted().join()) {
    throw new DiopterError('tree-mismatch', {
      what: `the features are those of ${listed(features)}, the targets those of ${listed(targets)}`,
      where,
    });
  }
  return names.map((name) => {
    const [seen, wanted] = [features[name]!, targets[name]!];
    assertSameShape(seen, wanted, `${where}, layer ${name}`);
    return { name, seen, wanted: stopGradient(wanted) };
  });
}

function listed(features: Features): string {
  return Object.keys(features).join(', ') || 'no layer';
}
