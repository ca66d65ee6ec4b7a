/** Growth done again, from its certificate. */
export { replay } from './replay.js';
