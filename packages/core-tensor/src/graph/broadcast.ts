/** NumPy's broadcasting of shapes that may be partly unknown. */

import { problem } from './problem.js';
import { type Dimension, formatShape, type Shape } from './shape.js';

/**
 * The shape of an elementwise operation's result: axes are matched from the back, a size of one is repeated.
 *
 * @throws DiopterError `shape-mismatch` if two sizes differ and neither is one.
 */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis): Dimension => {
    const left = fromBack(a, rank - axis);
    const right = fromBack(b, rank - axis);
    if (left === 1 || left === right) return right;
    if (right === 1) return left;
    if (left === null || right === null) return left ?? right;
    throw problem('shape-mismatch', `${formatShape(a)} and ${formatShape(b)} do not fit together`);
  });
}

function fromBack(shape: Shape, position: number): Dimension {
  return position > shape.length ? 1 : shape.at(-position)!;
}
