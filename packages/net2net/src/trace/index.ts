/** The units of whole graphs. */
export { type Trace, trace } from './trace.js';
