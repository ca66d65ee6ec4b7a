/** Classifiers of small pictures: networks to train and to grow. */
export {
  type InceptionBnOptions,
  type InceptionModule,
  inceptionBn,
  inceptionModules,
} from './inception-bn.js';
export type { ClassifierOptions } from './options.js';
export { type PlainCnnOptions, plainCnn } from './plain-cnn.js';
export { type ResidualNetworkOptions, residualNetwork } from './residual-network.js';
