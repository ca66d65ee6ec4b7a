/** Bilinear and nearest-neighbour resizing of images, and their gradients as exact transposes. */

import type { Attributes } from '../../jit/program/program.js';
import { flagAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { addAt, elementAt, forEachIndex, type ReferenceTensor, zeros } from '../tensor.js';

/** Input positions along one axis that one output position is made of, with their weights. */
type Weighted = readonly (readonly [position: number, weight: number])[];
type Interpolation = (output: number, input: number, outputs: number, attributes: Attributes) => Weighted;

/** Distance between neighbouring outputs, in inputs. */
function scaleOf(input: number, outputs: number, attributes: Attributes): number {
  const corners = flagAttribute(attributes, 'alignCorners') && outputs > 1;
  return corners ? (input - 1) / (outputs - 1) : input / outputs;
}

const bilinear: Interpolation = (output, input, outputs, attributes) => {
  const scale = scaleOf(input, outputs, attributes);
  const source = flagAttribute(attributes, 'halfPixelCenters')
    ? (output + 0.5) * scale - 0.5
    : output * scale;
  const position = Math.min(Math.max(source, 0), input - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, input - 1);
  return [
    [low, 1 - (position - low)],
    [high, position - low],
  ];
};

const nearest: Interpolation = (output, input, outputs, attributes) => {
  const scale = scaleOf(input, outputs, attributes);
  const source = (output + (flagAttribute(attributes, 'halfPixelCenters') ? 0.5 : 0)) * scale;
  const round = flagAttribute(attributes, 'alignCorners') ? Math.round : Math.floor;
  return [[Math.min(round(source), input - 1), 1]];
};

/** Visits every pair of an output and an input element that contributes to it. */
function forEachContribution(
  interpolation: Interpolation,
  image: readonly number[],
  resized: readonly number[],
  attributes: Attributes,
  visit: (output: readonly number[], input: readonly number[], weight: number) => void,
): void {
  forEachIndex(resized, (index) => {
    const [n = 0, i = 0, j = 0, c = 0] = index;
    for (const [row, rowWeight] of interpolation(i, image[1]!, resized[1]!, attributes)) {
      for (const [column, columnWeight] of interpolation(j, image[2]!, resized[2]!, attributes)) {
        visit(index, [n, row, column, c], rowWeight * columnWeight);
      }
    }
  });
}

const resize =
  (interpolation: Interpolation): ReferenceKernel =>
  ([images], attributes) => {
    const [batch = 0, , , channels = 0] = images!.shape;
    const y = zeros([batch, ...numbersAttribute(attributes, 'size'), channels]);
    forEachContribution(interpolation, images!.shape, y.shape, attributes, (output, input, weight) =>
      addAt(y, output, weight * elementAt(images!, input)),
    );
    return [y];
  };

const resizeGradient =
  (interpolation: Interpolation): ReferenceKernel =>
  ([images, dy], attributes) => {
    const dx: ReferenceTensor = zeros(images!.shape);
    forEachContribution(interpolation, dx.shape, dy!.shape, attributes, (output, input, weight) =>
      addAt(dx, input, weight * elementAt(dy!, output)),
    );
    return [dx];
  };

export const resizeKernels: ReferenceKernels = {
  ResizeBilinear: resize(bilinear),
  ResizeBilinearGrad: resizeGradient(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeNearestNeighborGrad: resizeGradient(nearest),
};
