/** For tests: what several of them measure. */
export { computed } from './computed.js';
export { formulaParameters, formulaTensor } from './formula.js';
export { largestError, rootMeanSquare } from './largest-error.js';
export { parametersOf } from './parameters-of.js';
export { part } from './part.js';
export { roundTripErrors } from './round-trip.js';
export { shapesOf } from './shapes-of.js';
