/** What is known of values before they are computed. */
export { keptRange } from './function-ranges.js';
export { formatRange, isWithin, type Range } from './range.js';
export { valueRanges } from './value-ranges.js';
