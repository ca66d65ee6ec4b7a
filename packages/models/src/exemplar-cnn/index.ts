/** Exemplar-CNN: features learnt from patches that are told apart however they are deformed. */
export {
  type ExemplarCnnOptions,
  type ExemplarCnnSize,
  exemplarCnn,
  exemplarCnnSizes,
} from './exemplar-cnn.js';
export { exemplarPreprocessing } from './preprocessing.js';
