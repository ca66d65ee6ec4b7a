/** One-dimensional interpolation as a matrix: which input samples, with which weights, make each output sample. */

import { DiopterError } from '../../errors/index.js';

/**
 * Where output sample `i` lies among the input samples (ONNX' names for coordinate transformations).
 * - `'half-pixel'`: `(i + 0.5) * input / output - 0.5`: pixels are squares, images keep their edges (PyTorch's default).
 * - `'align-corners'`: `i * (input - 1) / (output - 1)`: first and last samples stay where they are.
 * - `'asymmetric'`: `i * input / output`: tfjs' default.
 */
export type Coordinates = 'half-pixel' | 'align-corners' | 'asymmetric';

const positionOf: Record<Coordinates, (i: number, input: number, output: number) => number> = {
  'half-pixel': (i, input, output) => ((i + 0.5) * input) / output - 0.5,
  'align-corners': (i, input, output) => (output === 1 ? 0 : (i * (input - 1)) / (output - 1)),
  asymmetric: (i, input, output) => (i * input) / output,
};

/** A dense matrix, row-major, `[output, input]`. */
export interface InterpolationMatrix {
  readonly shape: readonly [number, number];
  readonly data: Float32Array;
}

/** Linear interpolation between the two nearest samples; beyond the ends, the end sample. */
export function linearMatrix(input: number, output: number, coordinates: Coordinates): InterpolationMatrix {
  return matrixOf(input, output, (i) => {
    const position = clamp(positionOf[coordinates](i, input, output), input);
    const low = Math.floor(position);
    const fraction = position - low;
    return [
      [low, 1 - fraction],
      [Math.min(low + 1, input - 1), fraction],
    ];
  });
}

/** Each output sample is the input sample whose interval it falls into: `floor((i + 0.5) * input / output)`. */
export function nearestMatrix(input: number, output: number): InterpolationMatrix {
  return matrixOf(input, output, (i) => [[Math.floor(((i + 0.5) * input) / output), 1]]);
}

function matrixOf(
  input: number,
  output: number,
  weightsOf: (i: number) => readonly (readonly [column: number, weight: number])[],
): InterpolationMatrix {
  for (const size of [input, output]) {
    if (!Number.isInteger(size) || size < 1) {
      throw new DiopterError('invalid-argument', {
        where: 'resize',
        what: `${size} is not a size of an image`,
      });
    }
  }
  const data = new Float32Array(output * input);
  for (let i = 0; i < output; i++) {
    for (const [column, weight] of weightsOf(i)) data[i * input + column]! += weight;
  }
  return { shape: [output, input], data };
}

function clamp(position: number, size: number): number {
  return Math.min(Math.max(position, 0), size - 1);
}
