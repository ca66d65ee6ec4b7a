/** Shattered gradients: measures, theory, the experiments, and the diagnosis of any graph. */
export * from './experiment/index.js';
export * from './measures/index.js';
export * from './theory/index.js';
