/** Whether the gradients of a network shatter: networks in files and designs, measured on pictures, as numbers, pictures and a page. */
export { type DiagnoseModelOptions, diagnoseModel } from './diagnose-model.js';
export {
  conditionOf,
  diagnosisData,
  type ModelDiagnosis,
  type ShownLayers,
  shownLayers,
  whiteBand,
} from './result.js';
export { settingText } from './setting-text.js';
export { diagnosisFiles, writeDiagnosis } from './write-diagnosis.js';
