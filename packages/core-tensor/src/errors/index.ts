/** Errors: `DiopterError` and its stable codes. */
export { type ErrorCode, errorCodes } from './codes.js';
export { DiopterError, type DiopterErrorOptions } from './diopter-error.js';
