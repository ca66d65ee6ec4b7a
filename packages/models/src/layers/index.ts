/** What several of the networks are built from. */
export { chain } from './chain.js';
export {
  confident,
  connected,
  convolution,
  doubled,
  leakyGain,
  linearGain,
  pictureOutput,
  usualSlope,
} from './leaky.js';
