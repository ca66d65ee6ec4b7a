/** For tests: what several of them measure. */
export { largestError, rootMeanSquare } from './largest-error.js';
export { parametersOf } from './parameters-of.js';
export { roundTripErrors } from './round-trip.js';
export { shapesOf } from './shapes-of.js';
