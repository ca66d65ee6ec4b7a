/** The convolutional autoencoder. */
export { type AutoencoderOptions, autoencoder, autoencoderParts } from './autoencoder.js';
export { encodingLayers } from './layers.js';
