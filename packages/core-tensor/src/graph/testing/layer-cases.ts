/** For tests: graphs that between them use every kind of layer with its options, and input shapes to run them at. */

import {
  add,
  arithmetic,
  averagePool,
  batchNorm,
  clip,
  concat,
  constant,
  conv2d,
  conv2dTranspose,
  crelu,
  dense,
  dropout,
  elu,
  flatten,
  type Graph,
  gaussian,
  globalAveragePool,
  globalMaxPool,
  graph,
  identity,
  instanceNorm,
  type Layer,
  layerNorm,
  leakyRelu,
  lrn,
  maxPool,
  multiply,
  node,
  normalise,
  pad,
  pixelShuffle,
  prelu,
  reduce,
  reshape,
  type Shape,
  scale,
  sequential,
  slice,
  softmax,
  transpose,
  upsample,
} from '../index.js';
import { elementwiseFunctions } from '../layers/activation-functions.js';

/** A graph and the shapes of its inputs, several times. */
export interface LayerCase {
  readonly name: string;
  readonly graph: Graph;
  readonly sizes: readonly Readonly<Record<string, number[]>>[];
}

const image: Shape = [null, null, null, 4];
const imageSizes = [{ input: [1, 9, 8, 4] }, { input: [2, 13, 10, 4] }];

function images(name: string, ...layers: Layer[]): LayerCase {
  return { name, graph: sequential(image, layers), sizes: imageSizes };
}

function fixedImages(name: string, ...layers: Layer[]): LayerCase {
  return {
    name,
    graph: sequential([null, 6, 8, 4], layers),
    sizes: [{ input: [1, 6, 8, 4] }, { input: [3, 6, 8, 4] }],
  };
}

function vectors(name: string, ...layers: Layer[]): LayerCase {
  return { name, graph: sequential([null, 12], layers), sizes: [{ input: [1, 12] }, { input: [5, 12] }] };
}

function sequences(name: string, ...layers: Layer[]): LayerCase {
  return {
    name,
    graph: sequential([null, null, 6], layers),
    sizes: [{ input: [1, 3, 6] }, { input: [2, 7, 6] }],
  };
}

const convolutions: LayerCase[] = [
  images('conv2d same', conv2d({ filters: 3, kernelSize: 3 })),
  images('conv2d same strided', conv2d({ filters: 3, kernelSize: [5, 4], strides: 2 })),
  images('conv2d same dilated', conv2d({ filters: 3, kernelSize: 3, dilations: 2 })),
  images('conv2d valid', conv2d({ filters: 3, kernelSize: [2, 5], padding: 'valid', bias: false })),
  images('conv2d groups', conv2d({ filters: 6, kernelSize: 3, padding: 1, groups: 2 })),
  images('conv2d depthwise', conv2d({ filters: 4, kernelSize: 3, padding: 1, groups: 4 })),
  images(
    'conv2d uneven padding',
    conv2d({
      filters: 3,
      kernelSize: 3,
      strides: [2, 1],
      padding: [
        [0, 2],
        [1, 0],
      ],
    }),
  ),
  images('conv2dTranspose same', conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2 })),
  images('conv2dTranspose same odd', conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 })),
  images('conv2dTranspose narrow', conv2dTranspose({ filters: 3, kernelSize: 2, strides: 3 })),
  images('conv2dTranspose padding', conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 1 })),
  images(
    'conv2dTranspose output padding',
    conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 1, outputPadding: 1, bias: false }),
  ),
  images('conv2dTranspose groups', conv2dTranspose({ filters: 6, kernelSize: 3, strides: 2, groups: 2 })),
  images(
    'conv2dTranspose dilated',
    conv2dTranspose({
      filters: 2,
      kernelSize: 3,
      padding: [
        [0, 1],
        [1, 2],
      ],
      dilations: 2,
    }),
  ),
];

const pools: LayerCase[] = [
  images('maxPool', maxPool()),
  images('maxPool same', maxPool({ kernelSize: 3, strides: 2, padding: 'same' })),
  images('maxPool padding', maxPool({ kernelSize: 3, strides: 2, padding: 1 })),
  images('maxPool ceil', maxPool({ kernelSize: 3, strides: 2, ceilMode: true })),
  images(
    'maxPool uneven padding',
    maxPool({
      kernelSize: 3,
      strides: 2,
      padding: [
        [0, 1],
        [1, 0],
      ],
    }),
  ),
  images('averagePool', averagePool({ kernelSize: [3, 2] })),
  images('averagePool same', averagePool({ kernelSize: 3, strides: 2, padding: 'same' })),
  images('averagePool padding', averagePool({ kernelSize: 3, strides: 2, padding: 1 })),
  images(
    'averagePool counting padding',
    averagePool({ kernelSize: 3, strides: 2, padding: 1, countPadding: true }),
  ),
  images('averagePool ceil', averagePool({ kernelSize: 3, strides: 2, ceilMode: true })),
  images('globalAveragePool', globalAveragePool()),
  images('globalMaxPool kept', globalMaxPool({ keepDimensions: true })),
  images('reduce rows', reduce({ method: 'sum', axes: [1] })),
  images('reduce channels', reduce({ method: 'min', axes: [-1] })),
  vectors('reduce vectors', reduce({ method: 'prod', axes: [1], keepDimensions: true })),
];

const normalisations: LayerCase[] = [
  images('batchNorm', batchNorm()),
  vectors('batchNorm of vectors', batchNorm({ epsilon: 1e-3 })),
  sequences('batchNorm of sequences', batchNorm()),
  images('instanceNorm', instanceNorm()),
  sequences('instanceNorm of sequences', instanceNorm({ epsilon: 1e-3 })),
  images('layerNorm', layerNorm()),
  fixedImages('layerNorm of images', layerNorm({ axes: 3 })),
  sequences('layerNorm of sequences', layerNorm({ epsilon: 1e-3 })),
  images('lrn', lrn({ size: 3, alpha: 0.5, beta: 0.6, bias: 2 })),
  images('scale', scale({ multiplier: 2, offset: [1, 2, 3, 4] })),
  sequences('normalise', normalise({ mean: 0.5, standardDeviation: [1, 2, 3, 4, 5, 6] })),
];

const activations: LayerCase[] = [
  ...elementwiseFunctions.map((name) => images(name, positive(name), { kind: 'activation', function: name })),
  images('leakyRelu', leakyRelu({ slope: 0.3 })),
  images('elu', elu({ alpha: 0.7 })),
  images('celu', { kind: 'activation', function: 'celu', alpha: 0.7 }),
  images('thresholdedRelu', { kind: 'activation', function: 'thresholdedRelu', threshold: 0.5 }),
  images('hardSigmoid', { kind: 'activation', function: 'hardSigmoid', alpha: 0.3, beta: 0.4 }),
  images('clip', clip({ minimum: -0.5, maximum: 0.25 })),
  images('clip from below', clip({ minimum: 0.1 })),
  images('crelu', crelu()),
  images('prelu', prelu()),
  images('prelu shared', prelu({ shared: true })),
  vectors('prelu of vectors', prelu()),
  images('softmax of channels', softmax()),
  images('softmax of rows', softmax({ axis: 1 })),
  sequences('logSoftmax', softmax({ logarithm: true })),
];

/** Brings inputs to where a function is defined and smooth enough to be compared. */
function positive(name: string): Layer {
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    log: [0.1, 4],
    sqrt: [0, 4],
    reciprocal: [0.5, 4],
    acosh: [1.1, 4],
    asin: [-0.9, 0.9],
    acos: [-0.9, 0.9],
    atanh: [-0.9, 0.9],
    tan: [-1, 1],
  };
  const [minimum, maximum] = ranges[name] ?? [-5, 5];
  return clip({ minimum, maximum });
}

const shapes: LayerCase[] = [
  images('upsample nearest', upsample()),
  images('upsample bilinear', upsample({ factors: [2, 3], method: 'bilinear' })),
  images('upsample corners', upsample({ factors: 2, method: 'bilinear', coordinates: 'align-corners' })),
  images('upsample asymmetric', upsample({ factors: 2, method: 'bilinear', coordinates: 'asymmetric' })),
  fixedImages('upsample by fractions', upsample({ factors: [1.5, 0.75], method: 'bilinear' })),
  fixedImages('upsample nearest by fractions', upsample({ factors: [0.5, 1.25] })),
  images('pixelShuffle CRD', conv2d({ filters: 8, kernelSize: 1 }), pixelShuffle()),
  images('pixelShuffle DCR', pixelShuffle({ order: 'DCR' })),
  fixedImages('flatten', flatten()),
  fixedImages('flatten channels first', flatten({ order: 'nchw' }), dense({ units: 3 })),
  images('flatten pooled', globalAveragePool({ keepDimensions: true }), flatten()),
  vectors('reshape to images', reshape({ shape: [null, 2, 3, 2] })),
  vectors('reshape to images, channels first', reshape({ shape: [null, 2, 3, -1], order: 'nchw' })),
  fixedImages('reshape of images', reshape({ shape: [null, -1, 4] })),
  images('reshape of open images', reshape({ shape: [null, null, -1] })),
  images('transpose', transpose({ permutation: [0, 2, 1, 3] })),
  sequences('transpose of sequences', transpose({ permutation: [1, 2, 0] })),
  images(
    'pad',
    pad({
      paddings: [
        [0, 0],
        [1, 2],
        [0, 3],
        [0, 1],
      ],
      value: 0.5,
    }),
  ),
  images(
    'pad reflecting',
    pad({
      paddings: [
        [0, 0],
        [1, 2],
        [3, 0],
        [0, 0],
      ],
      mode: 'reflect',
    }),
  ),
  images(
    'pad repeating',
    pad({
      paddings: [
        [0, 0],
        [1, 2],
        [3, 0],
        [0, 0],
      ],
      mode: 'edge',
    }),
  ),
  images(
    'pad and cut',
    pad({
      paddings: [
        [0, 0],
        [-1, 2],
        [1, -3],
        [0, 0],
      ],
    }),
  ),
  images('slice', slice({ ranges: [{}, { start: 1, step: 2 }, { start: -5, end: -1 }, { step: -1 }] })),
  images('slice backwards', slice({ ranges: [{}, { start: 6, end: 1, step: -2 }] })),
  images('identity and dropout', identity(), dropout()),
  vectors('dense', dense({ units: 5 })),
  images('dense over channels', dense({ units: 5 })),
  sequences('dense over sequences', dense({ units: 5 })),
  sequences('dense without bias', dense({ units: 5, bias: false })),
];

const several: LayerCase[] = [
  ...(['add', 'multiply', 'maximum', 'minimum', 'subtract', 'divide'] as const).map((operation) => ({
    name: operation,
    graph: graph({
      inputs: { a: image, b: image },
      nodes: { y: node(arithmetic(operation), 'a', 'b') },
      outputs: ['y'],
    }),
    sizes: [
      { a: [2, 5, 4, 4], b: [2, 5, 4, 4] },
      { a: [2, 5, 4, 4], b: [1, 1, 4, 4] },
    ],
  })),
  {
    name: 'power',
    graph: graph({
      inputs: { x: image },
      nodes: {
        base: node({ kind: 'activation', function: 'softplus' }, 'x'),
        y: node(arithmetic('power'), 'base', 'x'),
      },
      outputs: ['y'],
    }),
    sizes: [{ x: [2, 5, 4, 4] }],
  },
  {
    name: 'images and constants of lower rank',
    graph: graph({
      inputs: { x: [null, 3, 2, 4] },
      nodes: {
        channels: node(constant({ shape: [4], initializers: { value: gaussian(1) } })),
        columns: node(constant({ shape: [2, 4], initializers: { value: gaussian(1) } })),
        whole: node(constant({ shape: [1, 3, 2, 4], initializers: { value: gaussian(1) } })),
        product: node(multiply(), 'x', 'channels', 'whole'),
        y: node(add(), 'columns', 'product'),
      },
      outputs: ['y'],
    }),
    sizes: [{ x: [2, 3, 2, 4] }],
  },
  {
    name: 'concat of channels and rows, two outputs',
    graph: graph({
      inputs: { a: image, b: image },
      nodes: {
        channels: node(concat(), 'a', 'b', 'a'),
        rows: node(concat({ axis: 1 }), 'a', 'b'),
      },
      outputs: ['channels', 'rows'],
    }),
    sizes: [{ a: [2, 5, 4, 4], b: [2, 5, 4, 4] }],
  },
];

export const layerCases: readonly LayerCase[] = [
  ...convolutions,
  ...pools,
  ...normalisations,
  ...activations,
  ...shapes,
  ...several,
];
