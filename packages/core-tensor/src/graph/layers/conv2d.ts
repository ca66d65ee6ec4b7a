/** Two-dimensional convolution. */

import * as tf from '@tensorflow/tfjs';
import { int, ints } from '../../onnx/index.js';
import { type Padding, type Pair, toPair } from '../../ops/convolution/padding.js';
import { conv2d as convolve } from '../../ops/index.js';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { paddingOf, pairOf } from '../from-onnx/padding.js';
import type { View } from '../from-onnx/view.js';
import { heNormal, type Initializer, zeros } from '../initializers/index.js';
import { filterFromOnnx, filterToOnnx } from '../layout.js';
import { times } from '../shape.js';
import { paddingAttributes } from '../to-onnx/padding-attributes.js';
import { windowCount, windowsOf } from '../window.js';
import type { LayerDefinition } from './definition.js';
import { checkGroups, imageOf } from './inputs.js';

/** See {@link conv2d}. Parameters: `filter` `[height, width, channels / groups, filters]` and `bias` `[filters]`. */
export interface Conv2d {
  readonly kind: 'conv2d';
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilations: readonly [number, number];
  readonly groups: number;
  readonly bias: boolean;
  readonly initializers: { readonly filter: Initializer; readonly bias: Initializer };
}

/** Options of {@link conv2d}. */
export interface Conv2dOptions {
  /** Number of output channels. */
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  readonly padding?: Padding;
  readonly dilations?: Pair;
  readonly groups?: number;
  readonly bias?: boolean;
  readonly initializers?: Partial<Conv2d['initializers']>;
}

/**
 * Two-dimensional convolution (cross-correlation) with a bias. Filters start He-normal, biases at zero.
 *
 * @example
 * conv2d({ filters: 32, kernelSize: 5, strides: 2, padding: 'same' });
 */
export function conv2d({
  filters,
  kernelSize,
  strides = 1,
  padding = 'same',
  dilations = 1,
  groups = 1,
  bias = true,
  initializers,
}: Conv2dOptions): Conv2d {
  return {
    kind: 'conv2d',
    filters,
    kernelSize: toPair(kernelSize),
    strides: toPair(strides),
    padding,
    dilations: toPair(dilations),
    groups,
    bias,
    initializers: { filter: heNormal(), bias: zeros(), ...initializers },
  };
}

export const conv2dDefinition: LayerDefinition<Conv2d> = {
  arity: [1, 1],
  infer(layer, inputs) {
    const [batch, height, width, channels] = imageOf(inputs);
    const { groups, filters, padding } = layer;
    checkGroups(groups, channels, filters);
    const [rows, columns] = windowsOf(layer);
    return [batch, windowCount(padding, 0, height, rows), windowCount(padding, 1, width, columns), filters];
  },
  parameters({ filters, kernelSize, groups, bias, initializers }, inputs) {
    const [height, width] = kernelSize;
    const [, , , channels] = imageOf(inputs);
    const fans = { in: (height * width * channels) / groups, out: (height * width * filters) / groups };
    const filter = {
      shape: [height, width, channels / groups, filters],
      initializer: initializers.filter,
      fans,
    };
    return bias ? { filter, bias: { shape: [filters], initializer: initializers.bias, fans } } : { filter };
  },
  apply({ strides, padding, dilations, groups }, [x], { parameters: { filter, bias } }) {
    const y = convolve(x!, filter!, { strides, padding, dilations, groups });
    return bias === undefined ? y : tf.add(y, bias);
  },
  multiplyAdds({ kernelSize: [height, width], groups }, inputs, output) {
    const [, , , channels] = imageOf(inputs);
    return times(...output, height * width * (channels / groups));
  },
  toOnnx(layer, { inputs, inputShapes, add, variable }) {
    const filter = variable('filter', { permutation: filterToOnnx });
    add('Conv', [inputs[0]!, filter, ...(layer.bias ? [variable('bias')] : [])], {
      kernel_shape: ints(layer.kernelSize),
      strides: ints(layer.strides),
      dilations: ints(layer.dilations),
      group: int(layer.groups),
      ...paddingAttributes(layer, inputShapes[0]!),
    });
  },
  fromOnnx: { Conv: readConv },
};

function readConv(call: OperatorCall): View {
  const x = call.image(0);
  const filter = call.constant(1);
  if (filter.shape.length !== 4) {
    throw call.refuse(`its filter has ${filter.shape.length} axes; only images are known here`);
  }
  const [filters, , height, width] = filter.shape as [number, number, number, number];
  const window = {
    kernelSize: [height, width],
    strides: pairOf(call, 'strides', [1, 1]),
    dilations: pairOf(call, 'dilations', [1, 1]),
  } as const;
  const bias = call.has(2);
  const layer = conv2d({
    ...window,
    filters,
    padding: paddingOf(call, x.shape, windowsOf(window)),
    groups: call.attributes.int('group', 1),
    bias,
  });
  return call.emit(layer, [x], {
    parameters: {
      filter: tensorOf(filter, { permutation: filterFromOnnx }),
      bias: bias ? tensorOf(call.constant(2)) : undefined,
    },
  });
}
