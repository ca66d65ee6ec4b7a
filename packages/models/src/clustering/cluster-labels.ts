/** Which class each cluster stands for. */

import { type ClusteredImages, clustersOf, indexOfLargest, sizesOf } from './clustering.js';

/** Ways to name a cluster by the classes of validation images. */
const rules = {
  'most-confident': byMostConfident,
  majority: byMajority,
} as const satisfies Readonly<Record<string, (images: ClusteredImages, clusters: number) => Int32Array>>;

/** The name of such a way. */
export type ClusterRule = keyof typeof rules;

/**
 * The class of each cluster, from validation images whose classes are known: the one place where a clustering sees labels.
 *
 * | rule | cluster `i` is called like |
 * |---|---|
 * | `most-confident`, the paper's | the image with the highest `q(y = i|x)` |
 * | `majority` | most of the images whose most probable cluster is `i`; -1 if there are none |
 *
 * The first is the protocol of Makhzani et al. (arXiv 1511.05644, section 6) as recalled. A class may have several clusters, or none.
 *
 * @returns one class per cluster; -1 is counted as wrong by {@link clusterAccuracy}.
 * @throws DiopterError `shape-mismatch` if there is not one label per row, `invalid-argument` for negative labels.
 *
 * @example
 * const classes = clusterLabels({ probabilities: ofValidation, labels: validationLabels });
 * const accuracy = clusterAccuracy({ probabilities: ofTest, labels: testLabels }, classes);
 */
export function clusterLabels(
  validation: ClusteredImages,
  { rule = 'most-confident' }: { readonly rule?: ClusterRule } = {},
): Int32Array {
  const { clusters } = sizesOf(validation, 'clusterLabels, argument validation');
  return rules[rule](validation, clusters);
}

function byMostConfident(
  { probabilities: { shape, data }, labels }: ClusteredImages,
  clusters: number,
): Int32Array {
  return Int32Array.from({ length: clusters }, (_, cluster) => {
    const confidence = Array.from({ length: shape[0]! }, (_, image) => data[image * clusters + cluster]!);
    return labels[indexOfLargest(confidence)]!;
  });
}

function byMajority({ probabilities, labels }: ClusteredImages, clusters: number): Int32Array {
  const classes = 1 + Array.from(labels).reduce((largest, label) => Math.max(largest, label));
  const votes = Array.from({ length: clusters }, () => new Int32Array(classes));
  for (const [image, cluster] of clustersOf(probabilities).entries()) votes[cluster]![labels[image]!]!++;
  return Int32Array.from(votes, (counts) => (counts.some((n) => n > 0) ? indexOfLargest(counts) : -1));
}
