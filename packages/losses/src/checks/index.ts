/** What losses and metrics look at before they compute: shapes and ranges. */
export { assertDataRange } from './assert-data-range.js';
export { assertRange } from './assert-range.js';
export { assertSameShape } from './assert-same-shape.js';
export { checkImages, type RangeOptions } from './check-images.js';
