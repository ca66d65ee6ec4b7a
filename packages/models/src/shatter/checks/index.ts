/** Checks of options. */
export { checkCount } from './check-count.js';
