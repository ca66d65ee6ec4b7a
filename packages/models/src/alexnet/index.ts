/** AlexNet in its three forms. */
export { type BvlcAlexNetOptions, bvlcAlexNet } from './bvlc-alexnet.js';
export { type CaffeNetOptions, caffeNet } from './caffe-net.js';
export { type AlexNetLayer, alexNetFeatures } from './features.js';
export { caffePreprocessing, torchvisionPreprocessing } from './preprocessing.js';
export {
  type TorchvisionAlexNetOptions,
  torchvisionAlexNet,
  torchvisionAlexNetModules,
} from './torchvision-alexnet.js';
