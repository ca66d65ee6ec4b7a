/** Maximum and average pooling of images, and their gradients. */

import { pairAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import {
  addAt,
  elementAt,
  forEachIndex,
  generate,
  type Index,
  type ReferenceTensor,
  zeros,
} from '../tensor.js';
import { type AxisWindow, imageWindows, inputPosition } from '../window.js';

/** Input positions below the window of one output element, row by row; padding is not among them. */
type CoveredBy = (output: Index) => Index[];

function pooling(image: readonly number[], attributes: Parameters<ReferenceKernel>[1]) {
  const filterSize = pairAttribute(attributes, 'filterSize');
  const [rows, columns] = imageWindows(image, filterSize, attributes);
  const shape = [image[0]!, rows.output, columns.output, image[3]!];
  const covered: CoveredBy = ([n = 0, i = 0, j = 0, c = 0]) =>
    covers(rows, i).flatMap((row) => covers(columns, j).map((column) => [n, row, column, c]));
  return { shape, covered };
}

function covers(window: AxisWindow, output: number): number[] {
  return Array.from({ length: window.taps }, (_, tap) => inputPosition(window, output, tap)).filter(
    (position) => position !== undefined,
  );
}

/** Of equal elements, the first. */
function positionOfMaximum(x: ReferenceTensor, positions: readonly Index[]): Index {
  return positions.reduce((best, position) =>
    elementAt(x, position) > elementAt(x, best) ? position : best,
  );
}

export const poolingKernels: ReferenceKernels = {
  MaxPool: ([x], attributes) => {
    const { shape, covered } = pooling(x!.shape, attributes);
    return [generate(shape, (output) => elementAt(x!, positionOfMaximum(x!, covered(output))))];
  },

  /** The average of what is covered: padding does not count. */
  AvgPool: ([x], attributes) => {
    const { shape, covered } = pooling(x!.shape, attributes);
    return [
      generate(shape, (output) => {
        const positions = covered(output);
        return positions.reduce((sum, position) => sum + elementAt(x!, position), 0) / positions.length;
      }),
    ];
  },

  MaxPoolGrad: ([dy, x], attributes) => {
    const { shape, covered } = pooling(x!.shape, attributes);
    const dx = zeros(x!.shape);
    forEachIndex(shape, (output) =>
      addAt(dx, positionOfMaximum(x!, covered(output)), elementAt(dy!, output)),
    );
    return [dx];
  },

  AvgPoolGrad: ([dy, x], attributes) => {
    const { shape, covered } = pooling(x!.shape, attributes);
    const dx = zeros(x!.shape);
    forEachIndex(shape, (output) => {
      const positions = covered(output);
      for (const position of positions) addAt(dx, position, elementAt(dy!, output) / positions.length);
    });
    return [dx];
  },
};
