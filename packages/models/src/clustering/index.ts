/** How good clusters are, by the classes of the images in them. */
export { clusterAccuracy } from './cluster-accuracy.js';
export { type ClusterRule, clusterLabels } from './cluster-labels.js';
export type { ClusteredImages } from './clustering.js';
