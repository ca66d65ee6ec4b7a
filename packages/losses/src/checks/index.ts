/** What losses and metrics look at before they compute: shapes and ranges. */
export { assertCount } from './assert-count.js';
export { assertDataRange } from './assert-data-range.js';
export { assertRange } from './assert-range.js';
export { assertSameShape } from './assert-same-shape.js';
export { checkCodes } from './check-codes.js';
export { checkImages, type RangeOptions } from './check-images.js';
