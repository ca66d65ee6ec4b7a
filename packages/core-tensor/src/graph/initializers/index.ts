/** Initial values of parameters. */
export { deltaOrthogonal } from './delta-orthogonal.js';
export { draw } from './draw.js';
export type { Fans, Initializer, Mirror } from './initializer.js';
export { interpolating } from './interpolating.js';
export { looksLinear } from './looks-linear.js';
export { orthogonal } from './orthogonal.js';
export { constantly, gaussian, ones, uniformly, zeros } from './plain.js';
export { heNormal, lecunNormal, xavierNormal, xavierUniform } from './scaled.js';
