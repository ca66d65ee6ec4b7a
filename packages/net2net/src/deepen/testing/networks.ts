/** For tests: small networks in which no weight is where layers start, and ways to compare them. */

import {
  activation,
  add,
  averagePool,
  batchNorm,
  clip,
  concat,
  conv2d,
  crelu,
  dense,
  dropout,
  flatten,
  type Graph,
  globalAveragePool,
  graph,
  type Layer,
  maxPool,
  multiply,
  node,
  prelu,
  relu,
  sequential,
  sigmoid,
  softmax,
  upsample,
} from '@diopter/core-tensor/graph';
import { foldIn, type Key, normalValues, randomKey } from '@diopter/core-tensor/random';
import type { Certificate, ModelInputs } from '../../certificate/index.js';
import type { Model } from '../../model/index.js';
import { madeModel } from '../../testing/made-model.js';

/** A graph with weights of which none is where layers start. */
export function drawnModel(graph: Graph, key: Key = randomKey(1)): Model {
  return madeModel(graph, key);
}

/** Standard normal images or vectors for the one input of a graph. */
export function drawnImages({ inputs }: Graph, batch: number, key: Key = randomKey(9)): ModelInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [
      name,
      normalValues(foldIn(key, name), [batch, ...shape.slice(1).map((size) => size ?? 7)]),
    ]),
  );
}

/** The largest difference of a certificate, relative to the largest output, in each precision. */
export function relativeDifference({ outputs }: Certificate): { float32: number; float64: number } {
  const of = (which: 'float32' | 'float64') =>
    Math.max(...outputs.map((output) => (output[which] ?? 0) / output.largest));
  return { float32: of('float32'), float64: of('float64') };
}

const head = { mean: globalAveragePool(), logits: dense({ units: 3 }) };

/** Convolutions, each with this behind it. */
export function convolutional(active: Layer, size: number | null = 7): Graph {
  return sequential([null, size, size, 2], {
    conv1: conv2d({ filters: 4, kernelSize: 3 }),
    active1: active,
    conv2: conv2d({ filters: 4, kernelSize: 3, strides: 2 }),
    active2: active,
    ...head,
  });
}

/** Networks that between them have everything that layers can be inserted after. */
export const networks: Readonly<Record<string, Graph>> = {
  relu: convolutional(relu()),
  relu6: convolutional(activation('relu6')),
  clip: convolutional(clip({ minimum: -0.5, maximum: 0.75 })),
  abs: convolutional(activation('abs')),
  crelu: convolutional(crelu()),
  prelu: convolutional(prelu()),
  'shared prelu': convolutional(prelu({ shared: true })),
  'images of any size': convolutional(relu(), null),
  'batch norm and pools': sequential([null, 8, 8, 2], {
    conv: conv2d({ filters: 4, kernelSize: 3 }),
    norm: batchNorm(),
    active: relu(),
    largest: maxPool({ kernelSize: 3, strides: 2, padding: 'same' }),
    dropped: dropout({ rate: 0.25 }),
    larger: upsample({ method: 'bilinear' }),
    average: averagePool({ kernelSize: 3, strides: 2, padding: 1, countPadding: true }),
    flat: flatten(),
    hidden: dense({ units: 5 }),
    rectified: relu(),
    logits: dense({ units: 3 }),
  }),
  'branches and two outputs': graph({
    inputs: { image: [null, 6, 5, 3] },
    nodes: {
      stem: node(conv2d({ filters: 4, kernelSize: 3 }), 'image'),
      active: node(relu(), 'stem'),
      gate: node(conv2d({ filters: 4, kernelSize: 1 }), 'active'),
      open: node(sigmoid(), 'gate'),
      gated: node(multiply(), 'active', 'open'),
      sum: node(add(), 'active', 'gated'),
      joined: node(concat(), 'sum', 'open'),
      classes: node(conv2d({ filters: 2, kernelSize: 1 }), 'joined'),
      chances: node(softmax(), 'classes'),
      mean: node(globalAveragePool(), 'joined'),
      logits: node(dense({ units: 3 }), 'mean'),
    },
    outputs: ['logits', 'chances'],
  }),
  sequences: sequential([null, 4, 6], {
    hidden: dense({ units: 5 }),
    active: relu(),
    values: dense({ units: 2 }),
  }),
};
