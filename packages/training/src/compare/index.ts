/** Trained models side by side: the same pictures through each of them, and the numbers that tell them apart. */
export { type ComparisonColumn, comparisonColumns } from './columns.js';
export { type ComparedRuns, type CompareOptions, compareRuns } from './compare-runs.js';
export type { ComparedImages, Comparison, ComparisonSetting, ModelComparison } from './comparison.js';
export { comparisonReport } from './comparison-report.js';
export { modelLabels } from './labels.js';
export {
  type GridEnergy,
  gridEnergy,
  gridPeriods,
  powerSpectrum,
  radialAverage,
  type SpectrumPoint,
} from './spectrum/index.js';
export { comparisonFiles, writeComparison } from './write-comparison.js';
