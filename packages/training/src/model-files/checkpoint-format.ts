/** Networks in checkpoints, with their training's state: trees of tensors, and the graph as JSON beside them. */

import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  loadCheckpoint,
  restoreTree,
} from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { variableSpecs } from '@diopter/core-tensor/graph';
import { compiledOutputs, type Model } from '@diopter/net2net';
import { inFile, reading } from '../files/file-errors.js';
import type { ModelFormat } from './format.js';
import { graphText, parseGraph } from './stored-graph.js';
import type { StoredModel, TrainingState } from './stored-model.js';

/** The texts that are ours; whatever else is kept as it is. */
const texts = { graph: 'graph', layout: 'layout' } as const;

export const checkpointFormat: ModelFormat = {
  holdsTraining: true,

  async read(path) {
    const checkpoint = await loadCheckpoint(path);
    if (checkpoint.metadata[texts.graph] === undefined) throw await withoutGraph(path);
    return inFile(path, () => restored(checkpoint));
  },

  bytes: (path) => reading(path, readFile(path)),

  encode({ model: { graph, parameters, statistics }, layout, metadata, training = {} }) {
    const { optimizer, average, counters } = training;
    return encodeCheckpoint(
      {
        ...counters,
        parameters,
        statistics,
        ...(optimizer && { optimizer }),
        ...(average && { average }),
      },
      { ...metadata, ...(layout && { [texts.layout]: layout }), [texts.graph]: graphText(graph) },
    );
  },

  compute: (bytes, _stored, inputs) => compiledOutputs(restored(decodeCheckpoint(bytes)).model, inputs),
};

/** The trees that a graph asks for, and those of its training that are there: all in the shapes of the graph's variables. */
function restored(checkpoint: Checkpoint): StoredModel {
  const { [texts.graph]: text = '', [texts.layout]: layout, ...metadata } = checkpoint.metadata;
  const graph = parseGraph(text);
  const { parameters, statistics } = variableSpecs(graph);
  const variables = { parameters: inFloat32(parameters), statistics: inFloat32(statistics) };
  const names = [...checkpoint.tensors.keys()];
  const slots = new Set(names.flatMap((name) => /^optimizer\.(\w+)\./.exec(name)?.[1] ?? []));
  const state: object = {
    ...(slots.size > 0 && {
      optimizer: Object.fromEntries([...slots].map((slot) => [slot, variables.parameters])),
    }),
    ...(names.some((name) => name.startsWith('average.')) && { average: variables.parameters }),
  };
  const counters = Object.fromEntries(
    [...checkpoint.tensors].filter(([, tensor]) => typeof tensor === 'number') as [string, number][],
  );
  const tree = restoreTree({ ...counters, ...variables, ...state }, checkpoint) as unknown as Omit<
    Model,
    'graph'
  > &
    TrainingState;
  return {
    ...((layout === 'nhwc' || layout === 'nchw') && { layout }),
    metadata,
    model: { graph, parameters: tree.parameters, statistics: tree.statistics },
    training: {
      ...(tree.optimizer && { optimizer: tree.optimizer }),
      ...(tree.average && { average: tree.average }),
      ...(Object.keys(counters).length > 0 && { counters }),
    },
  };
}

type Specs = Readonly<Record<string, Readonly<Record<string, { readonly shape: readonly number[] }>>>>;

function inFloat32(specs: Specs): object {
  const nodes = Object.entries(specs).map(([node, named]) => {
    const own = Object.entries(named).map(
      ([name, { shape }]) => [name, { shape, dtype: 'float32' }] as const,
    );
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** Checkpoints of runs know their weights, not their network: its file is beside them. */
async function withoutGraph(path: string): Promise<DiopterError> {
  const folder = dirname(path);
  const run = basename(folder) === 'checkpoints' ? dirname(folder) : folder;
  const files = await readdir(run).catch(() => []);
  const networks = files.filter((file) => file.endsWith('.onnx')).map((file) => join(run, file));
  return new DiopterError('invalid-checkpoint', {
    what: 'it holds weights, but not the graph that they belong to',
    where: path,
    help:
      networks.length > 0
        ? `take the network that the run wrote: ${networks.join(' or ')}`
        : 'take the network.onnx in the folder of its run, or a checkpoint that writeModel wrote',
  });
}
