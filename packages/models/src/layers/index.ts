/** What several of the networks are built from. */
export { chain } from './chain.js';
export {
  connected,
  convolution,
  doubled,
  leakyGain,
  linearGain,
  pictureOutput,
  usualSlope,
} from './leaky.js';
