/** The diagnosis of any graph. */
export { diagnose } from './diagnose.js';
export type {
  Diagnosis,
  Finding,
  GradientState,
  JacobianDiagnosis,
  LayerDiagnosis,
  Remedy,
  Verdict,
} from './diagnosis.js';
export type { DiagnoseOptions } from './options.js';
