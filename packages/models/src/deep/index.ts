/** Deep networks, and whether they start linear. */
export { deepNetwork } from './deep-network.js';
export { isLinearAtInit, type LinearAtInit, type LinearAtInitOptions } from './is-linear-at-init.js';
export type {
  DeepActivation,
  DeepArchitecture,
  DeepConvolutionalOptions,
  DeepDenseOptions,
  DeepInitialisation,
  DeepNetworkOptions,
  DeepNormalisation,
} from './options.js';
