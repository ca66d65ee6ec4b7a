/** Two-dimensional convolutions and their gradients, dense and depthwise, by their definition. */

import type { Attributes } from '../../jit/program/program.js';
import { numbersAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { addAt, elementAt, type Index, type ReferenceTensor, zeros } from '../tensor.js';
import { imageWindows, inputPosition } from '../window.js';

type Shape = readonly number[];

/** One product of the sum: `y[output] += x[input] * filter[tap]`. */
type Visit = (output: Index, input: Index, tap: Index) => void;

/** Which pairs of input channel and third and fourth filter index make output channel `o`. */
interface Channels {
  readonly output: (inChannels: number, lastOfFilter: number) => number;
  readonly contributors: (
    output: number,
    filter: Shape,
  ) => readonly (readonly [input: number, last: number])[];
}

/** Filter `[height, width, in, out]`: every input channel contributes. */
const dense: Channels = {
  output: (_, out) => out,
  contributors: (output, [, , inChannels = 0]) => Array.from({ length: inChannels }, (_, c) => [c, output]),
};

/** Filter `[height, width, in, multiplier]`: output channel `c * multiplier + m` sees input channel `c` only. */
const depthwise: Channels = {
  output: (inChannels, multiplier) => inChannels * multiplier,
  contributors: (output, [, , , multiplier = 1]) => [[Math.floor(output / multiplier), output % multiplier]],
};

function outputShape(image: Shape, filter: Shape, attributes: Attributes, channels: Channels): number[] {
  const [rows, columns] = imageWindows(image, [filter[0]!, filter[1]!], attributes);
  return [image[0]!, rows.output, columns.output, channels.output(image[3]!, filter[3]!)];
}

/** Visits every product of the convolution of an image with a filter; padding contributes none. */
function forEachProduct(
  image: Shape,
  filter: Shape,
  attributes: Attributes,
  channels: Channels,
  visit: Visit,
): void {
  const [rows, columns] = imageWindows(image, [filter[0]!, filter[1]!], attributes);
  const [batch, height, width, outChannels] = outputShape(image, filter, attributes, channels) as [
    number,
    number,
    number,
    number,
  ];
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        for (let u = 0; u < rows.taps; u++) {
          for (let v = 0; v < columns.taps; v++) {
            const row = inputPosition(rows, i, u);
            const column = inputPosition(columns, j, v);
            if (row === undefined || column === undefined) continue;
            for (let o = 0; o < outChannels; o++) {
              for (const [c, last] of channels.contributors(o, filter)) {
                visit([n, i, j, o], [n, row, column, c], [u, v, c, last]);
              }
            }
          }
        }
      }
    }
  }
}

export function convolve(
  x: ReferenceTensor,
  filter: ReferenceTensor,
  attributes: Attributes,
  channels = dense,
): ReferenceTensor {
  const y = zeros(outputShape(x.shape, filter.shape, attributes, channels));
  forEachProduct(x.shape, filter.shape, attributes, channels, (output, input, tap) =>
    addAt(y, output, elementAt(x, input) * elementAt(filter, tap)),
  );
  return y;
}

const forward =
  (channels: Channels): ReferenceKernel =>
  ([x, filter], attributes) => [convolve(x!, filter!, attributes, channels)];

const backpropInput =
  (channels: Channels): ReferenceKernel =>
  ([dy, filter], attributes) => {
    const dx = zeros(numbersAttribute(attributes, 'inputShape'));
    forEachProduct(dx.shape, filter!.shape, attributes, channels, (output, input, tap) =>
      addAt(dx, input, elementAt(dy!, output) * elementAt(filter!, tap)),
    );
    return [dx];
  };

const backpropFilter =
  (channels: Channels): ReferenceKernel =>
  ([x, dy], attributes) => {
    const dFilter = zeros(numbersAttribute(attributes, 'filterShape'));
    forEachProduct(x!.shape, dFilter.shape, attributes, channels, (output, input, tap) =>
      addAt(dFilter, tap, elementAt(x!, input) * elementAt(dy!, output)),
    );
    return [dFilter];
  };

export const depthwiseConvolution = forward(depthwise);

export const convolutionKernels: ReferenceKernels = {
  Conv2D: forward(dense),
  Conv2DBackpropInput: backpropInput(dense),
  Conv2DBackpropFilter: backpropFilter(dense),
  DepthwiseConv2dNative: depthwiseConvolution,
  DepthwiseConv2dNativeBackpropInput: backpropInput(depthwise),
  DepthwiseConv2dNativeBackpropFilter: backpropFilter(depthwise),
};
