/** Networks that tell real images from generated ones. */
export { type DiscriminatorOptions, type DiscriminatorSize, discriminator } from './discriminator.js';
