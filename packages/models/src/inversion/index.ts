/** Generators that turn features back into pictures. */
export { type CompactInversionOptions, compactInversionGenerator } from './compact.js';
export { type InversionGeneratorOptions, inversionGenerator } from './inversion-generator.js';
