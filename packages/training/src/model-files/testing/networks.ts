/** For tests: a small network with all that files must keep, its training's state, and folders that go away. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  batchNorm,
  conv2d,
  dense,
  flatten,
  type Graph,
  graph,
  node,
  relu,
  variableSpecs,
} from '@diopter/core-tensor/graph';
import { foldIn, type Key, normalValues, uniformValues } from '@diopter/core-tensor/random';
import type { Model } from '@diopter/net2net';
import type { TrainingState } from '../stored-model.js';

/** Two outputs, one of them an image, an open batch, names with dots, and running values. */
export const smallNetwork: Graph = graph({
  inputs: { image: [null, 6, 6, 3] },
  nodes: {
    'first.conv': node(conv2d({ filters: 4, kernelSize: 3 }), 'image'),
    'first.norm': node(batchNorm(), 'first.conv'),
    'first.relu': node(relu(), 'first.norm'),
    second: node(conv2d({ filters: 5, kernelSize: 3, strides: 2 }), 'first.relu'),
    features: node(relu(), 'second'),
    map: node(conv2d({ filters: 2, kernelSize: 1 }), 'features'),
    flat: node(flatten(), 'features'),
    logits: node(dense({ units: 3 }), 'flat'),
  },
  outputs: ['logits', 'map'],
});

/** Normal numbers everywhere; variances are from 0.5 to 1.5. */
export function drawnModel(graph: Graph, key: Key): Model {
  const { parameters, statistics } = variableSpecs(graph);
  return {
    graph,
    parameters: drawn(parameters, key),
    statistics: drawn(statistics, foldIn(key, 'statistics')),
  };
}

type Specs = Readonly<Record<string, Readonly<Record<string, { readonly shape: readonly number[] }>>>>;

function drawn(specs: Specs, key: Key): Model['parameters'] {
  const nodes = Object.entries(specs).map(([node, named]) => {
    const own = Object.entries(named).map(([name, { shape }]) => {
      const ownKey = foldIn(foldIn(key, node), name);
      const tensor =
        name === 'variance'
          ? uniformValues(ownKey, shape, { minimum: 0.5, maximum: 1.5 })
          : normalValues(ownKey, shape);
      return [name, tensor] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** Adam's moments, an average and the step. */
export function drawnTraining(graph: Graph, key: Key): Required<TrainingState> {
  const tree = (name: string) => drawnModel(graph, foldIn(key, name)).parameters;
  return {
    optimizer: { gradientSum: tree('gradientSum'), squareSum: tree('squareSum') },
    average: tree('average'),
    counters: { step: 1200 },
  };
}

/** A folder for the tests of a file. */
export async function temporaryFolder(name: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `diopter-${name}-`));
  return { path, remove: () => rm(path, { recursive: true }) };
}
