/** Growth of networks in files, and the proof that they compute the same. */
export { pictureInputs } from './checked-inputs.js';
export type { Cost } from './cost.js';
export { type DeepenFileOptions, deepenFile } from './deepen-file.js';
export type { DoublePrecision } from './double-precision.js';
export type { FileCertificate, FileMark, GrowFileOptions, GrownFile } from './grow-file.js';
export type { LayerChange } from './layer-changes.js';
export { type GrowthPlan, planFile } from './plan-file.js';
export {
  type Difference,
  type Verification,
  type VerifiedOutput,
  type VerifyOptions,
  verifyFiles,
} from './verify-files.js';
export { type WidenFileOptions, widenFile } from './widen-file.js';
