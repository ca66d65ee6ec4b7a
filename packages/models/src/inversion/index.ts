/** Generators that turn features back into pictures. */
export { type CompactInversionOptions, compactInversionGenerator } from './compact.js';
