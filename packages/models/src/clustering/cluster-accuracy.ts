/** How often clusters stand for the right class. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type ClusteredImages, clustersOf, sizesOf } from './clustering.js';

/**
 * The share of test images whose most probable cluster is called like their class. The paper's errors for MNIST are
 * `1 - accuracy`: 9.55 % with 16 clusters and 4.10 % with 30, as other papers quote them.
 *
 * @param classes The class of each cluster, from {@link clusterLabels} of other images than these.
 * @returns from 0 to 1.
 * @throws DiopterError `shape-mismatch` if there is not one label per row or one class per cluster, `invalid-argument` for
 * negative labels.
 *
 * @example
 * const accuracy = clusterAccuracy({ probabilities: label, labels }, classes);
 */
export function clusterAccuracy(test: ClusteredImages, classes: ArrayLike<number>): number {
  const { images, clusters } = sizesOf(test, 'clusterAccuracy, argument test');
  if (classes.length !== clusters) {
    throw new DiopterError('shape-mismatch', {
      what: `${classes.length} classes for ${clusters} clusters`,
      where: 'clusterAccuracy, argument classes',
    });
  }
  const found = clustersOf(test.probabilities);
  return found.filter((cluster, image) => classes[cluster] === test.labels[image]).length / images;
}
