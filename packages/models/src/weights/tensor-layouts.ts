/** How Caffe and PyTorch call and arrange the weights of each kind of layer. */

import { type LayerKind, permuteData } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { DenseOrder } from './dense-order.js';

/** Where one of our variables is found. */
export interface StoredPart {
  /** Its name behind the module's. */
  readonly part: string;
  /** Its shape there, from the shape here. */
  shape(here: readonly number[], order: DenseOrder): readonly number[];
  /** Its numbers here. */
  arrange(stored: HostTensor<'float32'>, order: DenseOrder): Float32Array;
}

/** For filters: from `[out, in, height, width]`, or `[in, out, ...]` where they are transposed, to ours. */
const filterAxes = [2, 3, 1, 0];

const filter: StoredPart = {
  part: 'weight',
  shape: ([height = 0, width = 0, second = 0, first = 0]) => [first, second, height, width],
  arrange: ({ data, shape }) => permuteData(data, shape, filterAxes),
};

const kernel: StoredPart = {
  part: 'weight',
  shape: ([inputs = 0, outputs = 0]) => [outputs, inputs],
  arrange: ({ data, shape: [outputs = 0, inputs = 0] }, order) => {
    const [out, into] = [axesOf(order.output, outputs), axesOf(order.input, inputs)];
    const permutation = [...into.order.map((axis) => axis + out.sizes.length), ...out.order];
    return permuteData(data, [...out.sizes, ...into.sizes], permutation);
  },
};

const bias: StoredPart = {
  part: 'bias',
  shape: (here) => here,
  arrange: ({ data }, { output }) => {
    const { sizes, order } = axesOf(output, data.length);
    return permuteData(data, sizes, order);
  },
};

/** Channel, row, column there; row, column, channel here. */
function axesOf(image: readonly number[] | undefined, count: number) {
  if (image === undefined) return { sizes: [count], order: [0] };
  const [height = 0, width = 0, channels = 0] = image;
  return { sizes: [channels, height, width], order: [1, 2, 0] };
}

const plain = (part: string): StoredPart => ({ part, shape: (here) => here, arrange: ({ data }) => data });
const affine = { gamma: plain('weight'), beta: plain('bias') };

/** The variables of each kind of layer, by their names here. */
export const storedParts: { readonly [Kind in LayerKind]?: Readonly<Record<string, StoredPart>> } = {
  conv2d: { filter, bias },
  conv2dTranspose: { filter, bias },
  dense: { kernel, bias },
  batchNorm: { ...affine, mean: plain('running_mean'), variance: plain('running_var') },
  instanceNorm: affine,
  layerNorm: affine,
  prelu: { slope: plain('weight') },
  constant: { value: plain('value') },
};
