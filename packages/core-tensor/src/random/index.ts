/** Randomness: keys that are split instead of advanced, and draws with the same bits on every machine. */
export { foldIn, type Keys, randomKey, splitKey } from './derive.js';
export {
  bernoulli,
  bernoulliValues,
  normal,
  normalValues,
  permutation,
  permutationValues,
  uniform,
  uniformValues,
} from './draw.js';
export {
  isKey,
  isTracedKey,
  type Key,
  type KeyTrace,
  keyFromHostTensor,
  keyToHostTensor,
  type TracedKey,
  tracedKey,
} from './key.js';
export type {
  BernoulliOptions,
  Distribution,
  DrawOptions,
  DrawRequest,
  NormalOptions,
  UniformOptions,
} from './request.js';
export { drawSpecification, drawValues } from './samplers.js';
