/** Codes of anyone's autoencoder: read from files, and compared with priors or with each other. */
export {
  type CodeComparison,
  type CompareCodesOptions,
  type ComparedWith,
  codeKernels,
  compareCodes,
  namedPriors,
} from './compare-codes.js';
export { type CodeMatrix, readCodes } from './read-codes.js';
