/** The variational autoencoder. */
export { sampleCode } from './sample-code.js';
export {
  type VariationalAutoencoder,
  type VariationalAutoencoderOptions,
  variationalAutoencoder,
} from './variational-autoencoder.js';
