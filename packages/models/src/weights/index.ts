/** Weights from elsewhere: Caffe's networks, and weights of Caffe and PyTorch for ours. */
export { type Architecture, architectures } from './architectures.js';
export { caffeTensors } from './caffe/caffe-tensors.js';
export { type CaffeFiles, type CaffeNetwork, readCaffe } from './caffe/read-caffe.js';
export { readCaffemodel, type StoredLayer } from './caffe/read-caffemodel.js';
export { generatorModules } from './generator-modules.js';
export { type LoadTorchWeightsOptions, loadTorchWeights } from './load-torch-weights.js';
export type { NamedTensors } from './place-tensors.js';
export type { ImagePreprocessing } from './preprocessing.js';
