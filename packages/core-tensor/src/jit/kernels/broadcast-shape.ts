/** The shape that elementwise operands broadcast to. */

import { DiopterError } from '../../errors/index.js';

export function broadcastShape(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - (rank - shape.length)] ?? 1);
    const size = sizes.find((dimension) => dimension !== 1) ?? 1;
    if (sizes.some((dimension) => dimension !== 1 && dimension !== size)) {
      throw new DiopterError('shape-mismatch', {
        what: `shapes ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')} do not broadcast together`,
      });
    }
    return size;
  });
}
