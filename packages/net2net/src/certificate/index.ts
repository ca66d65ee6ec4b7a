/** Certificates: what was proved of a growth, and what was measured. */
export {
  type Certificate,
  type Compared,
  certify,
  inDouble,
  isPreserved,
  type LayerProof,
  largest,
  largestDifference,
  measuredDifferences,
  type OutputDifference,
  tolerances,
} from './certificate.js';
export { type Certified, type ComparisonOptions, certified } from './certified.js';
export { type DrawnInputsOptions, drawnInputs } from './drawn-inputs.js';
export { evaluated } from './evaluated.js';
export { compiledOutputs, doubleOutputs, type ModelInputs, type ModelOutputs } from './outputs.js';
