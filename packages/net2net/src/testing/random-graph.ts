/** For tests: random networks, built step by step from values that there are. */

import {
  add,
  arithmetic,
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
  identity,
  instanceNorm,
  type Layer,
  layerNorm,
  lrn,
  maxPool,
  multiply,
  type Node,
  outputShape,
  pad,
  pixelShuffle,
  prelu,
  reduce,
  relu,
  reshape,
  type Shape,
  scale,
  sigmoid,
  slice,
  softmax,
  tanh,
  transpose,
  upsample,
} from '@diopter/core-tensor/graph';
import fc from 'fast-check';

/** One step: which kind of piece, of which values, and two numbers for its sizes. */
export interface Step {
  readonly piece: number;
  readonly of: readonly [number, number];
  readonly sizes: readonly [number, number];
}

/** Where a piece is put. */
interface Place {
  readonly sizes: readonly [number, number];
  /** A value and its shape, and another. */
  readonly x: string;
  readonly shape: Shape;
  readonly other: string;
  readonly otherShape: Shape;
  /** Adds a node and says what it is called. */
  readonly put: (layer: Layer, ...inputs: readonly string[]) => string;
}

/** Puts nodes behind a value, or nothing where it does not fit. */
type Piece = (place: Place) => unknown;

const epsilon = 0.1;
const channelsOf = (shape: Shape) => shape.at(-1)!;
const pixelsOf = (shape: Shape) => sizeOf(shape.slice(1, -1));
const sizeOf = (shape: Shape) => shape.reduce<number>((product, size) => product * size!, 1);
const isImage = (shape: Shape) => shape.length === 4;

/** A layer behind any value. */
const anywhere =
  (layer: (place: Place) => Layer): Piece =>
  (place) =>
    place.put(layer(place), place.x);

/** A layer behind an image. */
const onImages =
  (layer: (place: Place) => Layer): Piece =>
  (place) =>
    isImage(place.shape) && place.put(layer(place), place.x);

/** A value of the other's channels, made for it if there is no such. */
function alike({ x, shape, otherShape, put }: Place): string | undefined {
  if (shape.length !== otherShape.length || shape.slice(0, -1).join() !== otherShape.slice(0, -1).join()) {
    return undefined;
  }
  return channelsOf(shape) === channelsOf(otherShape) ? x : put(dense({ units: channelsOf(otherShape) }), x);
}

const combined =
  (layer: Layer): Piece =>
  (place) => {
    const operand = alike(place);
    return operand !== undefined && place.put(layer, operand, place.other);
  };

const filtersOf = (sizes: Place['sizes']) => 2 + (sizes[0] % 4);
const rowsPadded = (shape: Shape, size: [number, number]) =>
  shape.map((_, axis) => (axis === 1 ? size : [0, 0]) as [number, number]);

/** The pieces of networks. Most of them often, those that nothing passes through seldom: they come last, one draw for all. */
export const pieces: readonly Piece[] = [
  onImages((place) => conv2d({ filters: filtersOf(place.sizes), kernelSize: 3 })),
  onImages((place) => conv2d({ filters: filtersOf(place.sizes), kernelSize: 1, bias: false })),
  ({ x, shape, sizes, put }) => {
    const groups = [2, 3].find((count) => channelsOf(shape) % count === 0 && channelsOf(shape) > count);
    return (
      isImage(shape) &&
      groups &&
      put(conv2d({ filters: groups * (1 + (sizes[0] % 3)), kernelSize: 3, groups }), x)
    );
  },
  ({ x, shape, sizes, put }) => {
    const groups = channelsOf(shape);
    return (
      isImage(shape) && put(conv2d({ filters: groups * (1 + (sizes[0] % 2)), kernelSize: 3, groups }), x)
    );
  },
  onImages((place) => conv2dTranspose({ filters: filtersOf(place.sizes), kernelSize: 3 })),
  anywhere((place) => dense({ units: filtersOf(place.sizes), bias: place.sizes[1] % 2 === 0 })),
  anywhere(({ sizes }) => [relu(), tanh(), sigmoid(), identity()][sizes[0] % 4]!),
  anywhere(() => batchNorm({ epsilon })),
  onImages(() => instanceNorm({ epsilon })),
  anywhere(({ sizes, shape }) => layerNorm({ epsilon, axes: 1 + (sizes[0] % (shape.length - 1)) })),
  anywhere(({ sizes }) => prelu({ shared: sizes[0] % 3 === 0 })),
  anywhere(() => crelu()),
  anywhere(() => dropout()),
  onImages(({ sizes }) =>
    (sizes[0] % 2 === 0 ? maxPool : averagePool)({ kernelSize: 3, strides: 1, padding: 'same' }),
  ),
  onImages(({ shape, sizes }) =>
    pad({
      paddings: [
        [0, 0],
        [0, 0],
        [0, 0],
        [sizes[0] % 3, sizes[1] % 2],
      ],
      value: shape.length,
    }),
  ),
  combined(add()),
  combined(add()),
  combined(multiply()),
  combined(arithmetic('maximum')),
  ({ x, other, shape, otherShape, put }) =>
    shape.slice(0, -1).join() === otherShape.slice(0, -1).join() && put(concat(), x, other),
  ({ x, put }) => put(concat(), x, x),
  ({ x, put }) => put(add(), x, x),
  ({ x, shape, sizes, put }) =>
    channelsOf(shape) > 1 &&
    put(
      slice({
        ranges: [
          ...shape.slice(1).map(() => ({})),
          { start: sizes[0] % channelsOf(shape), end: sizes[1] % 2 ? null : channelsOf(shape) },
        ],
      }),
      x,
    ),
  ({ x, shape, sizes, put }) => {
    if (channelsOf(shape) < 2) return;
    const at = 1 + (sizes[0] % (channelsOf(shape) - 1));
    const whole = shape.slice(1).map(() => ({}));
    const parts = [{ end: at }, { start: at - channelsOf(shape) }].map((range) =>
      put(slice({ ranges: [...whole, range] }), x),
    );
    return put(concat(), ...parts.reverse());
  },
  anywhere(({ sizes }) => flatten({ order: sizes[0] % 2 ? 'nhwc' : 'nchw' })),
  ({ x, sizes, put }) =>
    put(dense({ units: filtersOf(sizes) }), put(flatten({ order: sizes[1] % 2 ? 'nhwc' : 'nchw' }), x)),
  onImages(() => globalAveragePool()),
  ({ x, shape, put }) => {
    if (!isImage(shape)) return;
    const squeezed = put(
      relu(),
      put(conv2d({ filters: 2, kernelSize: 1 }), put(globalAveragePool({ keepDimensions: true }), x)),
    );
    return put(
      multiply(),
      x,
      put(sigmoid(), put(conv2d({ filters: channelsOf(shape), kernelSize: 1 }), squeezed)),
    );
  },
  ({ x, shape, put }) => put(add(), x, put(constant({ shape: shape.slice(1) as number[] }))),
  anywhere(({ shape }) =>
    scale({ multiplier: Array.from({ length: channelsOf(shape) }, (_, i) => 1 + i / 4), offset: 0.1 }),
  ),
  ({ x, shape, sizes, put }) =>
    isImage(shape) &&
    Math.min(shape[1]!, shape[2]!) > 1 &&
    put(
      pixelShuffle({ order: sizes[0] % 3 ? 'DCR' : 'CRD' }),
      put(conv2d({ filters: 4 * (1 + (sizes[1] % 2)), kernelSize: 1 }), put(maxPool(), x)),
    ),
  (place) => {
    const { x, shape, sizes, put } = place;
    const rare = [
      () => lrn({ size: 3 }),
      () => softmax({ axis: sizes[1] % 2 ? -1 : 1 }),
      () => transpose({ permutation: sizes[1] % 2 ? [0, 2, 1, 3] : [0, 1, 3, 2] }),
      () => reduce({ method: 'mean', axes: [-1], keepDimensions: true }),
      () =>
        reshape({
          shape:
            sizes[1] % 2
              ? [null, pixelsOf(shape), channelsOf(shape)]
              : [null, channelsOf(shape), pixelsOf(shape)],
        }),
      () => pad({ paddings: rowsPadded(shape, [-1, 1]), mode: 'edge' }),
      () => upsample({ factors: [1, 2] }),
      () => slice({ ranges: [{}, {}, {}, { step: 2 }] }),
    ];
    return isImage(shape) && put(rare[sizes[0] % rare.length]!(), x);
  },
];

/** Whether a value is one of a batch, and small. */
function isUsed([batch, ...sizes]: Shape): boolean {
  return batch === null && sizeOf(sizes) <= 128;
}

/** Puts steps together, one after the other; a step that does not fit is left out. Values are kept small. */
export function builtGraph(steps: readonly Step[], outputs: number): Graph {
  const inputs: Readonly<Record<string, Shape>> = { image: [null, 2, 2, 3], vector: [null, 4] };
  const shapes = new Map<string, Shape>(Object.entries(inputs));
  const nodes: Record<string, Node> = {};
  const put = (layer: Layer, ...sources: readonly string[]) => {
    const name = `${layer.kind}${Object.keys(nodes).length}`;
    shapes.set(
      name,
      outputShape(
        layer,
        sources.map((source) => shapes.get(source)!),
      ),
    );
    nodes[name] = { layer, inputs: sources };
    return name;
  };
  put(conv2d({ filters: 4, kernelSize: 3 }), 'image');
  put(dense({ units: 3 }), 'vector');
  for (const { piece, of, sizes } of steps) {
    const names = [...shapes].filter(([, shape]) => isUsed(shape)).map(([name]) => name);
    // The latest are used most.
    const [x, other] = of.map((place) => names[Math.max(names.length - 1 - place, 0)]!) as [string, string];
    pieces[piece % pieces.length]!({
      sizes,
      x,
      shape: shapes.get(x)!,
      other,
      otherShape: shapes.get(other)!,
      put,
    });
  }
  const last = [...shapes].filter(([, shape]) => shape[0] === null).slice(-outputs);
  const heads = last.map(([name]) => put(dense({ units: 2 }), name));
  return { inputs, nodes, outputs: heads };
}

/** Random networks: up to a dozen pieces, up to three outputs. */
export const randomGraphs: fc.Arbitrary<Graph> = fc
  .tuple(
    fc.array(
      fc.record({
        piece: fc.nat({ max: pieces.length - 1 }),
        of: fc.tuple(
          fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 8 }) }),
          fc.nat({ max: 8 }),
        ),
        sizes: fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([steps, outputs]) => builtGraph(steps, outputs));
