/** The networks of Diopter, as graphs: plain data that can be trained, printed, and written to ONNX. */
export { type AutoencoderOptions, autoencoder } from './autoencoder.js';
export { type DiscriminatorOptions, type DiscriminatorSize, discriminator } from './discriminator/index.js';
export { type SmallComparatorOptions, smallComparator } from './small-comparator.js';
