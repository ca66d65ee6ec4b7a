/** Files of networks: ONNX files, and checkpoints that hold the graph beside weights and training state. */
export { formatOf } from './formats.js';
export { readModel, writeModel } from './model-file.js';
export { encodedModel, type OpenModel, openModel } from './open-model.js';
export type { StoredModel, TrainingState } from './stored-model.js';
