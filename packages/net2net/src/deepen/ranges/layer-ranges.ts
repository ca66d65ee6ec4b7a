/** Where the values of every kind of layer lie, whatever its weights are: a new kind does not compile until it has a row. */

import type { Arithmetic, Layer, LayerKind, Reduce } from '@diopter/core-tensor/graph';
import { rangeOfFunction } from './function-ranges.js';
import { anything, hull, product, type Range, signKept } from './range.js';

type LayerRange<L extends Layer> = (layer: L, inputs: readonly Range[]) => Range;

/** What comes out is among what went in, or between it. */
const same = (_layer: Layer, [input]: readonly Range[]): Range => input!;
const unknown = (): Range => anything;

const sums = ([lowest, highest]: Range): Range => [
  lowest >= 0 ? 0 : Number.NEGATIVE_INFINITY,
  highest <= 0 ? 0 : Number.POSITIVE_INFINITY,
];

const operations: Readonly<Record<Arithmetic['operation'], (a: Range, b: Range) => Range>> = {
  add: (a, b) => [a[0] + b[0], a[1] + b[1]],
  subtract: (a, b) => [a[0] - b[1], a[1] - b[0]],
  multiply: product,
  maximum: (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
  minimum: (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
  divide: (a, b) => signKept(hull(a, b)),
  power: signKept,
};

const reductions: Readonly<Record<Reduce['method'], (input: Range) => Range>> = {
  mean: (input) => input,
  max: (input) => input,
  min: (input) => input,
  sum: sums,
  prod: signKept,
};

const ranges: { readonly [Kind in LayerKind]: LayerRange<Extract<Layer, { kind: Kind }>> } = {
  activation: (layer, [input]) => rangeOfFunction(layer, input!),
  arithmetic: ({ operation }, inputs) => inputs.reduce(operations[operation]),
  batchNorm: unknown,
  concat: (_layer, inputs) => hull(...inputs),
  constant: unknown,
  conv2d: unknown,
  conv2dTranspose: unknown,
  crelu: (_layer, [input]) => [0, Math.max(-input![0], input![1], 0)],
  dense: unknown,
  // In training what is kept is divided by its share.
  dropout: ({ rate }, [input]) => hull([0, 0], input!, product(input!, [1, 1 / (1 - rate)])),
  flatten: same,
  identity: same,
  instanceNorm: unknown,
  layerNorm: unknown,
  lrn: ({ alpha, bias }, [input]) => (alpha >= 0 && bias > 0 ? signKept(input!) : anything),
  pad: ({ mode, value }, [input]) => (mode === 'constant' ? hull(input!, [value, value]) : input!),
  pixelShuffle: same,
  pool: ({ countPadding }, [input]) => (countPadding ? hull(input!, [0, 0]) : input!),
  prelu: (_layer, [input]) => signKept(input!),
  reduce: ({ method }, [input]) => reductions[method](input!),
  reshape: same,
  scale: ({ multiplier, offset }, [input]) =>
    operations.add(product(input!, spanOf(multiplier)), spanOf(offset)),
  slice: same,
  softmax: ({ logarithm }) => (logarithm ? [Number.NEGATIVE_INFINITY, 0] : [0, 1]),
  transpose: same,
  upsample: same,
};

const spanOf = (numbers: readonly number[]): Range => [Math.min(...numbers), Math.max(...numbers)];

/** Where a layer's values lie, if its inputs lie in these ranges. */
export function rangeOfLayer(layer: Layer, inputs: readonly Range[]): Range {
  return (ranges[layer.kind] as LayerRange<Layer>)(layer, inputs);
}
