/** Codes are matrices: one row each. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** What has a shape: a tensor of TensorFlow.js or in host memory. */
interface Shaped {
  readonly shape: readonly number[];
}

/** What codes have to be. */
interface CodeRequirements {
  /** The least number of codes. */
  readonly atLeast?: number;
  /** The length of a code. */
  readonly dimensions?: number;
}

/** @throws DiopterError `shape-mismatch` unless `x` is `[count, dimensions]` with enough codes of the right length. */
export function checkCodes(
  x: Shaped,
  where: string,
  { atLeast = 1, dimensions }: CodeRequirements = {},
): void {
  const [count = 0, length = 0] = x.shape;
  const isRight = x.shape.length === 2 && count >= atLeast && length > 0 && length === (dimensions ?? length);
  if (isRight) return;
  throw new DiopterError('shape-mismatch', {
    what: `[${x.shape.join(', ')}] is not [count, ${dimensions ?? 'dimensions'}] with a count of at least ${atLeast}`,
    where,
    help: 'codes are rows: flatten maps with reshape([count, -1])',
  });
}
