/** How much there is to see in each patch of a picture. */

import { type Image, withChannels } from '../../images/index.js';

/**
 * The sum of squared differences of brightness between neighbours over every square of so many pixels, row by row: the energy of
 * its edges and textures. Empty if the picture is smaller.
 */
export function gradientEnergy(image: Image, side: number): Float64Array {
  const { width, height, data } = withChannels(image, 1);
  const [columns, rows] = [width - side + 1, height - side + 1];
  if (columns <= 0 || rows <= 0) return new Float64Array(0);
  // Sums over everything above and to the left, so that each square takes four of them.
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = 0; x < width; x++) {
      const here = y * width + x;
      const across = x + 1 < width ? data[here + 1]! - data[here]! : 0;
      const down = y + 1 < height ? data[here + width]! - data[here]! : 0;
      row += across * across + down * down;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return Float64Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    const [above, below] = [y * stride + x, (y + side) * stride + x];
    return Math.max(sums[below + side]! - sums[below]! - sums[above + side]! + sums[above]!, 0);
  });
}
