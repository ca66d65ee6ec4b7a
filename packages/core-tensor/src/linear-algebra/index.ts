/** Small dense matrices in double precision, as plain numbers: for the preparation of priors, images, certificates and initial weights, not for training. */
export { cholesky, invertedTriangle } from './cholesky.js';
export { haarOrthonormalRows } from './haar-orthonormal-rows.js';
export type { Matrix } from './matrix.js';
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.js';
