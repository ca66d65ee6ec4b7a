/** Divergences between distributions of codes. */
export { gaussianDivergence } from './gaussian-divergence.js';
