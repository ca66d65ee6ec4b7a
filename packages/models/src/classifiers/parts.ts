/** What classifiers are built from: parts of graphs that follow each other. */

import {
  batchNorm,
  conv2d,
  dense,
  type Graph,
  globalAveragePool,
  type Layer,
  type Node,
  relu,
} from '@diopter/core-tensor/graph';
import { chain } from '../layers/index.js';
import type { ClassifierOptions } from './options.js';

/** A part of a graph, and the name of its result. */
export interface Part {
  readonly nodes: Readonly<Record<string, Node>>;
  readonly end: string;
}

/** The part that is only the input of the network. */
export const pictures: Part = { nodes: {}, end: 'input' };

/** The part with layers after its end. */
export function followed({ nodes, end }: Part, layers: Readonly<Record<string, Layer>>): Part {
  const last = Object.keys(layers).at(-1);
  return { nodes: { ...nodes, ...chain(end, layers) }, end: last ?? end };
}

/** What a convolution looks at, and in which steps. */
export interface Window {
  readonly size: readonly [height: number, width: number];
  readonly strides?: readonly [down: number, right: number];
}

/** A square window. */
export function square(size: number, stride = 1): Window {
  return { size: [size, size], strides: [stride, stride] };
}

/** A convolution without a bias, which a batch norm would take away again; as many zeros on one side as on the other, as in PyTorch. */
function convolution(filters: number, { size, strides = [1, 1] }: Window): Layer {
  const zeros = (length: number) => [(length - 1) / 2, (length - 1) / 2] as const;
  return conv2d({
    filters,
    kernelSize: size,
    strides,
    // Of odd windows in steps of one it is the same.
    padding: strides.every((stride) => stride === 1) ? 'same' : [zeros(size[0]), zeros(size[1])],
    bias: false,
  });
}

/** A convolution and a batch norm: `name/conv`, `name/norm`. */
export function normalised(name: string, filters: number, window: Window): Record<string, Layer> {
  return { [`${name}/conv`]: convolution(filters, window), [`${name}/norm`]: batchNorm() };
}

/** The same with a rectifier, `name/relu`. */
export function rectified(name: string, filters: number, window: Window): Record<string, Layer> {
  return { ...normalised(name, filters, window), [`${name}/relu`]: relu() };
}

/** The graph whose last layer reads the mean over all pixels: `mean`, `output`. */
export function classifierGraph(
  trunk: Part,
  { imageShape, outputs }: Pick<ClassifierOptions, 'imageShape' | 'outputs'>,
): Graph {
  const { nodes, end } = followed(trunk, { mean: globalAveragePool(), output: dense({ units: outputs }) });
  return { inputs: { input: [null, ...imageShape] }, nodes, outputs: [end] };
}
