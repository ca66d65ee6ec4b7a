/** Probing features: how much a linear classifier makes of them. */
export { type FeatureSource, type FeatureSourceOptions, openFeatureSource } from './feature-source.js';
export { type Split, stratifiedFolds } from './folds.js';
export { type FitLinearSvmOptions, fitLinearSvm, type LinearSvm, predict } from './linear-svm.js';
export { type DatasetProbe, type ProbeDatasetOptions, probeDataset } from './probe-dataset.js';
export { type ProbeResult, type ProbeSvmOptions, probeSvm } from './probe-svm.js';
export { quadrantMaxima } from './quadrants.js';
export { joinLayers, scaleLayers } from './rows.js';
