/** Transposed ("up-") convolution. */

import * as tf from '@tensorflow/tfjs';
import { int, ints } from '../../onnx/index.js';
import { type Padding, type Pair, toPair } from '../../ops/convolution/padding.js';
import { conv2dTranspose as convolveTransposed } from '../../ops/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { pairOf, transposedPaddingOf } from '../from-onnx/padding.js';
import type { View } from '../from-onnx/view.js';
import { heNormal, type Initializer, zeros } from '../initializers/index.js';
import { filterFromOnnx, filterToOnnx } from '../layout.js';
import { type Dimension, times } from '../shape.js';
import { transposedSides } from '../transposed-window.js';
import { extent, type Window, windowsOf } from '../window.js';
import type { LayerDefinition } from './definition.js';
import { checkGroups, imageOf } from './inputs.js';

/**
 * See {@link conv2dTranspose}. Parameters: `filter` `[height, width, filters / groups, channels]` and `bias` `[filters]`.
 */
export interface Conv2dTranspose {
  readonly kind: 'conv2dTranspose';
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilations: readonly [number, number];
  readonly outputPadding: readonly [number, number];
  readonly groups: number;
  readonly bias: boolean;
  readonly initializers: { readonly filter: Initializer; readonly bias: Initializer };
}

/** Options of {@link conv2dTranspose}. */
export interface Conv2dTransposeOptions {
  /** Number of output channels. */
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  /** What is cut off the output. `'same'` makes the output `stride` times as large as the input. */
  readonly padding?: Padding;
  readonly dilations?: Pair;
  /** Rows and columns added at the bottom and right of the output. */
  readonly outputPadding?: Pair;
  readonly groups?: number;
  readonly bias?: boolean;
  readonly initializers?: Partial<Conv2dTranspose['initializers']>;
}

/**
 * Transposed convolution: output size `(input - 1) * stride + extent of the kernel - padding + outputPadding`. Filters start
 * He-normal (see `heNormal` for the fan rule), biases at zero.
 *
 * @example
 * conv2dTranspose({ filters: 64, kernelSize: 4, strides: 2, padding: 1 }); // twice as large
 */
export function conv2dTranspose({
  filters,
  kernelSize,
  strides = 1,
  padding = 'same',
  dilations = 1,
  outputPadding = 0,
  groups = 1,
  bias = true,
  initializers,
}: Conv2dTransposeOptions): Conv2dTranspose {
  return {
    kind: 'conv2dTranspose',
    filters,
    kernelSize: toPair(kernelSize),
    strides: toPair(strides),
    padding,
    dilations: toPair(dilations),
    outputPadding: toPair(outputPadding),
    groups,
    bias,
    initializers: { filter: heNormal(), bias: zeros(), ...initializers },
  };
}

function outputSize(layer: Conv2dTranspose, axis: 0 | 1, size: Dimension, window: Window): Dimension {
  if (size === null) return null;
  const { sides, outputPadding } = transposedSides(layer, axis);
  return (size - 1) * window.stride + extent(window) - sides[0] - sides[1] + outputPadding;
}

export const conv2dTransposeDefinition: LayerDefinition<Conv2dTranspose> = {
  arity: [1, 1],
  infer(layer, inputs) {
    const [batch, height, width, channels] = imageOf(inputs);
    const { groups, filters } = layer;
    checkGroups(groups, channels, filters);
    const [rows, columns] = windowsOf(layer);
    return [batch, outputSize(layer, 0, height, rows), outputSize(layer, 1, width, columns), filters];
  },
  parameters({ filters, kernelSize, groups, bias, initializers }, inputs) {
    const [height, width] = kernelSize;
    const [, , , channels] = imageOf(inputs);
    const fans = { in: (height * width * channels) / groups, out: (height * width * filters) / groups };
    const filter = {
      shape: [height, width, filters / groups, channels],
      initializer: initializers.filter,
      fans,
    };
    return bias ? { filter, bias: { shape: [filters], initializer: initializers.bias, fans } } : { filter };
  },
  apply(layer, [x], { parameters: { filter, bias } }) {
    const rows = transposedSides(layer, 0);
    const columns = transposedSides(layer, 1);
    const y = convolveTransposed(x!, filter!, {
      strides: layer.strides,
      padding: [rows.sides, columns.sides],
      outputPadding: [rows.outputPadding, columns.outputPadding],
      dilations: layer.dilations,
      groups: layer.groups,
    });
    return bias === undefined ? y : tf.add(y, bias);
  },
  multiplyAdds({ filters, kernelSize: [height, width], groups }, [input]) {
    return times(...input!, height * width * (filters / groups));
  },
  toOnnx(layer, { inputs, add, variable }) {
    const filter = variable('filter', { permutation: filterToOnnx });
    const rows = transposedSides(layer, 0);
    const columns = transposedSides(layer, 1);
    add('ConvTranspose', [inputs[0]!, filter, ...(layer.bias ? [variable('bias')] : [])], {
      kernel_shape: ints(layer.kernelSize),
      strides: ints(layer.strides),
      dilations: ints(layer.dilations),
      group: int(layer.groups),
      pads: ints([rows.sides[0], columns.sides[0], rows.sides[1], columns.sides[1]]),
      output_padding: ints([rows.outputPadding, columns.outputPadding]),
    });
  },
  fromOnnx: { ConvTranspose: readConvTranspose },
};

function readConvTranspose(call: OperatorCall): View {
  const x = call.image(0);
  const filter = call.constant(1);
  if (filter.shape.length !== 4) {
    throw call.refuse(`its filter has ${filter.shape.length} axes; only images are known here`);
  }
  const [, filtersPerGroup, height, width] = filter.shape as [number, number, number, number];
  const groups = call.attributes.int('group', 1);
  const bias = call.has(2);
  const window = {
    kernelSize: [height, width],
    strides: pairOf(call, 'strides', [1, 1]),
    dilations: pairOf(call, 'dilations', [1, 1]),
  } as const;
  const layer = conv2dTranspose({
    ...window,
    ...transposedPaddingOf(call, x.shape, windowsOf(window)),
    filters: filtersPerGroup * groups,
    groups,
    bias,
  });
  return call.emit(layer, [x], {
    parameters: {
      filter: tensorOf(filter, { permutation: filterFromOnnx }),
      bias: bias ? tensorOf(call.constant(2)) : undefined,
    },
  });
}
