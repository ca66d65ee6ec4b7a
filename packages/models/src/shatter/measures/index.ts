/** Measures on gradients, and the noise that they are compared with. */
export { type AutocorrelationOptions, autocorrelation } from './autocorrelation.js';
export { gradientCorrelation } from './gradient-correlation.js';
export { gradientCovariance } from './gradient-covariance.js';
export type { Gradients } from './gradient-rows.js';
export { brownNoise, whiteNoise } from './noise.js';
export { pairCorrelation } from './pair-correlation.js';
export { pairProducts } from './pair-products.js';
