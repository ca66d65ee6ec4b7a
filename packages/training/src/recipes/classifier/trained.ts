/** What a run has learnt so far, with its optimizer's state: as a network that can be grown and trained on. */

import { join } from 'node:path';
import { loadCheckpoint, restoreTree } from '@diopter/core-tensor/checkpoint';
import { type Graph, variableSpecs } from '@diopter/core-tensor/graph';
import type { StoredModel } from '../../model-files/index.js';
import { inFloat32, weightsPacking } from './learner.js';

const momentsPath = /^learned\.moments\.(\w+)\.weights$/;

/**
 * The newest state of a run of a classifier. Its counter `step` has the steps of this run.
 *
 * @param folder of the run.
 * @param network that it trains, centring included.
 * @throws DiopterError `file-not-found`, `invalid-checkpoint`; `checkpoint-mismatch` for another network.
 *
 * @example
 * await writeModel('teacher.safetensors', await readTrained('runs/teacher', network));
 */
export async function readTrained(folder: string, network: Graph): Promise<StoredModel> {
  const checkpoint = await loadCheckpoint(join(folder, 'checkpoints', 'last.safetensors'));
  const packing = weightsPacking(network);
  const vector = { shape: [packing.size], dtype: 'float32' as const };
  const slots = [...checkpoint.tensors.keys()].flatMap((path) => momentsPath.exec(path)?.[1] ?? []);
  const { learned, step } = restoreTree(
    {
      learned: {
        weights: vector,
        statistics: inFloat32(variableSpecs(network).statistics),
        moments: Object.fromEntries(slots.map((slot) => [slot, { weights: vector }])),
      },
      step: 0,
    },
    checkpoint,
    { allowOthers: true },
  );
  type Values = StoredModel['model']['parameters'];
  const unpacked = (weights: typeof learned.weights) => packing.unpackValues(weights) as Values;
  const optimizer = Object.entries(learned.moments).map(
    ([slot, { weights }]) => [slot, unpacked(weights)] as const,
  );
  return {
    model: {
      graph: network,
      parameters: unpacked(learned.weights),
      statistics: learned.statistics as Values,
    },
    training: { optimizer: Object.fromEntries(optimizer), counters: { step } },
  };
}
