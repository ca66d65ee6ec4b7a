/** Results of the experiment of depth as files, where networks failed. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMetricsFile } from '../../reports/index.js';
import type { ComparedNetwork } from './compared-networks.js';
import { type DeepRun, deepCell } from './result.js';
import { writeDeepExperiment } from './write-experiment.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-deep-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run: DeepRun = {
  ...{ learningRate: 1e-3, seed: 1, steps: 2, diverged: false, seconds: 1 },
  ...{ accuracy: 0.5, trainAccuracy: 0.5, trainLoss: 1 },
};
const cell = (network: ComparedNetwork, one: DeepRun) =>
  deepCell({ depth: 3, network, search: [one], runs: [one] });

/** The files that are written of networks whose losses were these. */
async function written(losses: Readonly<Partial<Record<ComparedNetwork, readonly number[]>>>) {
  const networks = Object.keys(losses) as ComparedNetwork[];
  for (const network of networks) {
    const metrics = await openMetricsFile(join(folder, network, 'metrics.jsonl'));
    for (const [i, loss] of losses[network]!.entries()) metrics.append({ step: i + 1, loss });
    await metrics.close();
  }
  const cells = networks.map((network) => {
    const failed = losses[network]!.some((loss) => !Number.isFinite(loss));
    return cell(network, failed ? { ...run, diverged: true, trainLoss: Number.NaN } : run);
  });
  await writeDeepExperiment(folder, { cells }, ({ network }) => join(folder, network));
  return readdir(folder);
}

it('draw the losses of the others if those of a network were never finite', async () => {
  expect(await written({ 'looks-linear': [2, 1], he: [Number.NaN] })).toContain('loss-depth-3.png');
});

it('have no chart of losses if none was finite', async () => {
  const files = await written({ he: [Number.NaN] });
  expect(files).not.toContain('loss-depth-3.png');
  expect(files).toEqual(expect.arrayContaining(['experiment.json', 'accuracy.png', 'report.html']));
});
