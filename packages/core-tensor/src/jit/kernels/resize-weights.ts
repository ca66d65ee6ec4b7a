/** Where tfjs looks when it resizes an axis: which input elements, with which weights, make each output element. */

import type { Matrix } from '../emit/band-product.js';
import type { Attributes } from '../program/program.js';

interface AxisSizes {
  readonly input: number;
  readonly output: number;
}

/** Distance between neighbouring output elements, in input elements. */
function scaleOf({ input, output }: AxisSizes, { alignCorners }: Attributes): number {
  return alignCorners === true && output > 1 ? (input - 1) / (output - 1) : input / output;
}

/** The input element that each output element copies. */
export function nearestPositions(sizes: AxisSizes, attributes: Attributes): number[] {
  const scale = scaleOf(sizes, attributes);
  const offset = attributes.halfPixelCenters === true ? 0.5 : 0;
  const round = attributes.alignCorners === true ? Math.round : Math.floor;
  return Array.from({ length: sizes.output }, (_, i) =>
    Math.min(round((i + offset) * scale), sizes.input - 1),
  );
}

/** `[output, input]`: one 1 in each row. */
export function nearestMatrix(sizes: AxisSizes, attributes: Attributes): Matrix {
  return matrixOf(
    sizes,
    nearestPositions(sizes, attributes).map((position) => [[position, 1]]),
  );
}

/** `[output, input]`: linear interpolation; beyond the ends, the end element. */
export function linearMatrix(sizes: AxisSizes, attributes: Attributes): Matrix {
  const { input, output } = sizes;
  const scale = scaleOf(sizes, attributes);
  const centred = attributes.halfPixelCenters === true;
  const weights = Array.from({ length: output }, (_, i) => {
    const source = centred ? (i + 0.5) * scale - 0.5 : i * scale;
    const position = Math.min(Math.max(source, 0), input - 1);
    const low = Math.floor(position);
    return [
      [low, 1 - (position - low)],
      [Math.min(low + 1, input - 1), position - low],
    ] as const;
  });
  return matrixOf(sizes, weights);
}

type Weights = readonly (readonly [position: number, weight: number])[];

function matrixOf({ input, output }: AxisSizes, rows: readonly Weights[]): Matrix {
  const data = new Float32Array(output * input);
  rows.forEach((weights, i) => {
    for (const [position, weight] of weights) data[i * input + position]! += weight;
  });
  return { rows: output, columns: input, data };
}
