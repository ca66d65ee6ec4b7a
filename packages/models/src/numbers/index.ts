/** Plain numbers in double precision. */
export { logSumExpOf } from './log-sum-exp.js';
