/** What growth is compared with: the same sizes, with random weights. */
export { type RandomDeepenOptions, randomDeepen } from './random-deepen.js';
export { type RandomPadOptions, randomPad } from './random-pad.js';
