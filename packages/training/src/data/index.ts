/** Data sets of pictures, and the batches that training draws from them. */
export type { Batch, CropSize } from './batch.js';
export {
  type BatchAt,
  type EvaluationBatches,
  type EvaluationBatchesOptions,
  evaluationBatches,
  type TrainingBatchesOptions,
  trainingBatches,
} from './batches.js';
export { type CacheOptions, cached } from './cached.js';
export { concatenate, type Dataset, type Example } from './dataset.js';
export { enlarged } from './enlarged.js';
export { type FolderOptions, openFolder } from './folder/open-folder.js';
export type { PictureOptions } from './folder/read-picture.js';
export type { UnreadableOptions } from './folder/unreadable.js';
export type { DatasetFormat, Split } from './formats/format.js';
export { type PrefetchOptions, prefetch } from './prefetch.js';
export { datasetNames, formats, type OpenDatasetOptions, openDataset } from './registry.js';
export { type Sample, type SamplePlanOptions, samplePlan } from './sample-plan.js';
export { type DatasetSplit, splitDataset, subset } from './subset.js';
