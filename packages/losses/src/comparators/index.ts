/** Comparators by name, in Node: those that are shipped, those that are public, and those in your own files. */
export { cacheFolder } from './cache-folder.node.js';
export { type ComparatorFile, writeComparatorFile } from './comparator-file.node.js';
export type { DownloadOptions, DownloadProgress } from './download/options.js';
export { type ListedComparator, listComparators } from './list-comparators.node.js';
export { type LoadComparatorOptions, type LoadedComparator, loadComparator } from './load-comparator.node.js';
export { type PulledComparator, type PullOptions, pullComparator } from './pull-comparator.node.js';
export { readComparatorFile } from './read-comparator-file.node.js';
export {
  type ComparatorEntry,
  type ComparatorSource,
  comparatorRegistry,
  type PublicFile,
} from './registry.js';
