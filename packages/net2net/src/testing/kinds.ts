/** For tests: one or more small networks with every kind of layer. */

import {
  add,
  averagePool,
  batchNorm,
  concat,
  constant,
  conv2d,
  conv2dTranspose,
  crelu,
  dense,
  dropout,
  flatten,
  type Graph,
  globalAveragePool,
  graph,
  identity,
  instanceNorm,
  type Layer,
  type LayerKind,
  layerNorm,
  lrn,
  maxPool,
  multiply,
  node,
  pad,
  pixelShuffle,
  prelu,
  reduce,
  relu,
  reshape,
  type Shape,
  scale,
  sequential,
  sigmoid,
  slice,
  softmax,
  tanh,
  transpose,
  upsample,
} from '@diopter/core-tensor/graph';

/** A network, what is asked of it, and what comes of that. */
export interface KindCase {
  readonly what: string;
  readonly graph: Graph;
  readonly layer: string;
  readonly to: number;
  /** Why nothing can be done; absent where it can. */
  readonly refused?: RegExp;
}

const image: Shape = [null, 4, 4, 3];
const first = conv2d({ filters: 4, kernelSize: 3 });
const last = conv2d({ filters: 2, kernelSize: 1 });

/** Four channels of an image, the layers, and a convolution that adds up what they make. */
function between(
  what: string,
  layers: readonly Layer[],
  { layer = 'first', to = 7, refused }: Partial<KindCase> = {},
): KindCase {
  const named = Object.fromEntries(layers.map((layer, i) => [`layer${i}`, layer]));
  return {
    what,
    graph: sequential(image, { first, ...named, last }),
    layer,
    to,
    ...(refused && { refused }),
  };
}

/** The same, flattened in the end. */
function flattened(what: string, layers: readonly Layer[], options: Partial<KindCase> = {}): KindCase {
  const found = between(what, layers, options);
  const { last: _, ...nodes } = found.graph.nodes;
  const head = node(dense({ units: 2 }), Object.keys(nodes).at(-1)!);
  return { ...found, graph: { inputs: found.graph.inputs, nodes: { ...nodes, head }, outputs: ['head'] } };
}

/** A network of which the compiler need not know the names. */
const other = (what: string, made: Graph, layer: string, to: number, refused?: RegExp): KindCase => ({
  what,
  graph: made,
  layer,
  to,
  ...(refused && { refused }),
});

const epsilon = 0.01;

const joined: KindCase[] = (['nhwc', 'nchw'] as const).map((order) =>
  other(
    `flattened in the order ${order}, added to a dense layer`,
    graph({
      inputs: { image },
      nodes: {
        first: node(first, 'image'),
        flat: node(flatten({ order }), 'first'),
        side: node(dense({ units: 64 }), 'pixels'),
        pixels: node(flatten(), 'image'),
        sum: node(add(), 'flat', 'side'),
        head: node(dense({ units: 2 }), 'sum'),
      },
      outputs: ['head'],
    }),
    'first',
    6,
  ),
);

/** Networks by the kind of layer that they are about. */
export const kindCases: { readonly [Kind in LayerKind]: readonly KindCase[] } = {
  activation: [between('relu', [relu()]), between('tanh', [tanh()])],
  arithmetic: [
    other(
      'a shortcut',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          active: node(relu(), 'first'),
          second: node(conv2d({ filters: 4, kernelSize: 3 }), 'active'),
          sum: node(add(), 'second', 'first'),
          last: node(last, 'sum'),
        },
        outputs: ['last'],
      }),
      'second',
      6,
    ),
    other(
      'a value added to itself',
      graph({
        inputs: { image },
        nodes: { first: node(first, 'image'), sum: node(add(), 'first', 'first'), last: node(last, 'sum') },
        outputs: ['last'],
      }),
      'first',
      7,
    ),
    other(
      'squeeze and excitation',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          squeeze: node(globalAveragePool({ keepDimensions: true }), 'first'),
          down: node(conv2d({ filters: 2, kernelSize: 1 }), 'squeeze'),
          up: node(conv2d({ filters: 4, kernelSize: 1 }), 'down'),
          gate: node(sigmoid(), 'up'),
          gated: node(multiply(), 'first', 'gate'),
          last: node(last, 'gated'),
        },
        outputs: ['last'],
      }),
      'up',
      7,
    ),
    other(
      'one map that all channels are multiplied with',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          map: node(conv2d({ filters: 1, kernelSize: 1 }), 'image'),
          gated: node(multiply(), 'first', 'map'),
          last: node(last, 'gated'),
        },
        outputs: ['last'],
      }),
      'map',
      2,
      /gated repeats it along all channels/,
    ),
    other(
      'an input of the network',
      graph({
        inputs: { image: [null, 4, 4, 4] },
        nodes: { first: node(first, 'image'), sum: node(add(), 'first', 'image'), last: node(last, 'sum') },
        outputs: ['last'],
      }),
      'first',
      7,
      /image is an input of the network/,
    ),
  ],
  batchNorm: [between('batch norm', [batchNorm({ epsilon })])],
  concat: [
    other(
      'branches',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          second: node(conv2d({ filters: 3, kernelSize: 1 }), 'image'),
          all: node(concat(), 'second', 'first', 'image'),
          last: node(last, 'all'),
        },
        outputs: ['last'],
      }),
      'first',
      6,
    ),
    other(
      'a value joined to itself',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          all: node(concat(), 'first', 'first'),
          last: node(last, 'all'),
        },
        outputs: ['last'],
      }),
      'first',
      7,
    ),
    other(
      'along the rows',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          second: node(conv2d({ filters: 4, kernelSize: 1 }), 'image'),
          all: node(concat({ axis: 1 }), 'first', 'second'),
          last: node(last, 'all'),
        },
        outputs: ['last'],
      }),
      'first',
      5,
    ),
  ],
  constant: [
    other(
      'added',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          place: node(constant({ shape: [4, 4, 4] })),
          number: node(constant({ shape: [] })),
          sum: node(add(), 'first', 'place', 'number'),
          last: node(last, 'sum'),
        },
        outputs: ['last'],
      }),
      'first',
      6,
    ),
  ],
  conv2d: [
    between('groups', [conv2d({ filters: 6, kernelSize: 3, groups: 2 })], { to: 8 }),
    between('groups of other sizes', [conv2d({ filters: 6, kernelSize: 3, groups: 2 })], {
      to: 7,
      refused: /7 units are not possible: groups of a convolution, .* ask for parts of one size: 6, 8, /,
    }),
    between('depthwise', [conv2d({ filters: 4, kernelSize: 3, groups: 4 })]),
    between('depthwise, two filters for each channel', [conv2d({ filters: 8, kernelSize: 3, groups: 4 })]),
    other(
      'depthwise, two filters for each channel, added to a convolution',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          deep: node(conv2d({ filters: 8, kernelSize: 3, groups: 4 }), 'first'),
          side: node(conv2d({ filters: 8, kernelSize: 1 }), 'image'),
          sum: node(add(), 'deep', 'side'),
          last: node(last, 'sum'),
        },
        outputs: ['last'],
      }),
      'side',
      14,
    ),
    between('strided, dilated, without a bias', [
      conv2d({ filters: 3, kernelSize: 3, dilations: 2, bias: false }),
      conv2d({ filters: 3, kernelSize: 3, strides: 2 }),
    ]),
    between('its own groups', [conv2d({ filters: 6, kernelSize: 3, groups: 2 })], {
      layer: 'layer0',
      to: 10,
    }),
  ],
  conv2dTranspose: [
    between('transposed', [conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2 })]),
    other(
      'transposed itself',
      sequential(image, { first: conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2 }), last }),
      'first',
      7,
    ),
    between('transposed in groups', [conv2dTranspose({ filters: 4, kernelSize: 3, groups: 2 })], {
      refused: /is a transposed convolution in groups/,
    }),
  ],
  crelu: [between('crelu', [crelu()])],
  dense: [
    flattened('dense layers', [flatten(), dense({ units: 5 }), relu()]),
    other(
      'over the channels of an image',
      sequential(image, { first: dense({ units: 4, bias: false }), last }),
      'first',
      6,
    ),
  ],
  dropout: [between('dropout', [dropout()])],
  flatten: [
    flattened('in the order nhwc', [flatten()]),
    flattened('in the order nchw', [flatten({ order: 'nchw' })]),
    ...joined,
    other(
      'in the order nchw of what is no image',
      sequential([null, 3, 5], {
        first: dense({ units: 4 }),
        flat: flatten({ order: 'nchw' }),
        head: dense({ units: 2 }),
      }),
      'first',
      7,
    ),
    flattened('cut through a channel', [flatten({ order: 'nchw' }), slice({ ranges: [{}, { end: 20 }] })], {
      refused: /node layer1: copies of the units that it takes would not lie beside each other/,
    }),
    flattened('cut between channels', [flatten({ order: 'nchw' }), slice({ ranges: [{}, { end: 32 }] })]),
  ],
  identity: [between('identity', [identity()])],
  instanceNorm: [between('instance norm', [instanceNorm({ epsilon })])],
  layerNorm: [
    between('twice as many', [layerNorm({ epsilon })], { to: 8 }),
    between('over all axes, three times as many', [layerNorm({ axes: 3, epsilon })], { to: 12 }),
    between('of a size between', [layerNorm({ epsilon })], {
      to: 6,
      refused: /6 units are not possible: a mean over its units asks for as many copies of each: 8, 12, /,
    }),
  ],
  lrn: [between('lrn', [lrn()], { refused: /layer0 compares neighbouring channels/ })],
  pad: [
    between('of pixels', [
      pad({
        paddings: [
          [0, 0],
          [1, 1],
          [0, 2],
          [0, 0],
        ],
        mode: 'reflect',
      }),
    ]),
    other(
      'of channels, as a shortcut',
      graph({
        inputs: { image },
        nodes: {
          first: node(first, 'image'),
          wide: node(conv2d({ filters: 8, kernelSize: 3 }), 'first'),
          short: node(
            pad({
              paddings: [
                [0, 0],
                [0, 0],
                [0, 0],
                [1, 3],
              ],
              value: 0.5,
            }),
            'first',
          ),
          sum: node(add(), 'wide', 'short'),
          last: node(last, 'sum'),
        },
        outputs: ['last'],
      }),
      'wide',
      13,
    ),
    between(
      'that cuts channels off',
      [
        pad({
          paddings: [
            [0, 0],
            [0, 0],
            [0, 0],
            [-1, 2],
          ],
        }),
      ],
      {
        refused: /layer0 cuts channels off/,
      },
    ),
  ],
  pixelShuffle: [
    between('blocks after blocks', [conv2d({ filters: 8, kernelSize: 1 }), pixelShuffle({ order: 'DCR' })]),
    other(
      'the blocks themselves',
      sequential(image, {
        first: conv2d({ filters: 8, kernelSize: 3 }),
        shuffled: pixelShuffle({ order: 'DCR' }),
        last,
      }),
      'first',
      12,
    ),
    between('blocks of one channel', [pixelShuffle({ order: 'DCR' })], {
      to: 8,
      refused: /copies of the units that it takes would not lie beside each other/,
    }),
    between('channels after channels', [pixelShuffle({ order: 'CRD' })], {
      refused: /takes neighbouring channels for a block of pixels/,
    }),
  ],
  pool: [between('maxima', [maxPool()]), between('means', [averagePool({ kernelSize: 3, padding: 'same' })])],
  prelu: [between('slopes', [prelu()]), between('one slope', [prelu({ shared: true })])],
  reduce: [
    flattened('pixels', [globalAveragePool()]),
    between('pixels, kept', [globalAveragePool({ keepDimensions: true })]),
    between('channels', [reduce({ method: 'mean', axes: [-1], keepDimensions: true })], {
      refused: /layer0 reduces channels/,
    }),
  ],
  reshape: [
    flattened('flat', [reshape({ shape: [null, 64] })]),
    flattened('flat, whatever is left, in the order nchw', [reshape({ shape: [null, -1], order: 'nchw' })]),
    between('channels kept', [reshape({ shape: [null, 8, 2, 4] })]),
    between('channels into pixels', [reshape({ shape: [null, 8, 4, 2] })], {
      refused: /layer0 reshapes channels into other axes/,
    }),
  ],
  scale: [
    between('one number', [scale({ multiplier: 2, offset: -1 })]),
    between('numbers', [scale({ multiplier: [1, 2, 3, 4], offset: [0.5, 0, -1, 2] })]),
  ],
  slice: [
    between('channels, from the end', [slice({ ranges: [{}, {}, {}, { start: -3, end: -1 }] })]),
    between('rows', [slice({ ranges: [{}, { start: 1, step: 2 }] })]),
    between('every second channel', [slice({ ranges: [{}, {}, {}, { step: 2 }] })], {
      refused: /layer0 takes every so many channels/,
    }),
  ],
  softmax: [
    between('over rows', [softmax({ axis: 1 })]),
    between('over channels', [softmax()], { refused: /layer0 is a softmax over channels/ }),
  ],
  transpose: [
    between('rows and columns', [transpose({ permutation: [0, 2, 1, 3] })]),
    between('rows and channels', [transpose({ permutation: [0, 3, 2, 1] })], {
      refused: /layer0 moves channels to another axis/,
    }),
  ],
  upsample: [between('upsampling', [upsample()])],
};
