/** Parzen windows: likelihoods of images under samples of a model. */
export { type ParzenLogLikelihood, parzenLogLikelihood } from './parzen-log-likelihood.js';
export { type SelectedBandwidth, selectParzenBandwidth } from './select-bandwidth.js';
