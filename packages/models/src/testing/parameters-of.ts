/** For tests: numbers of parameters, added up by hand. */

/** Weights and biases of layers `[kernel, channels in, channels out]`. */
export const parametersOf = (layers: readonly (readonly [number, number, number])[]) =>
  layers.reduce((sum, [kernel, from, to]) => sum + kernel * kernel * from * to + to, 0);
