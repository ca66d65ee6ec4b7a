/** What several of the networks are built from. */
export { chain } from './chain.js';
export {
  connected,
  convolution,
  doubling,
  leakyGain,
  linearGain,
  pictureOutput,
  usualSlope,
  withoutCheckerboard,
} from './leaky.js';
