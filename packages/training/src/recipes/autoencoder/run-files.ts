/** What a run of the autoencoder leaves for people and programs, beside its metrics and checkpoints. */

import { join } from 'node:path';
import { type Graph, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { autoencoder } from '@diopter/models';
import { writeResult } from '../../files/write-result.js';
import { imageGrid, unstackImages, writeImage } from '../../images/index.js';
import { downsampled, reduction } from './downsample.js';
import { type AutoencoderState, judgedParameters } from './run.js';

/** The files of a run, in its folder. */
export const runFiles = {
  samples: 'samples.png',
  model: 'autoencoder.onnx',
  loss: 'loss.svg',
  metrics: 'metrics.jsonl',
  checkpoints: 'checkpoints',
  comparator: 'comparator.onnx',
} as const;

/** How many crops `samples.png` shows. */
const columns = 10;

/** Writes `samples.png`: originals, reconstructions below them, and below those what a downsample keeps. */
export async function writeSamples(
  folder: string,
  originals: HostTensor<'float32'>,
  reconstructions: HostTensor<'float32'>,
): Promise<void> {
  const rows = [originals, reconstructions, downsampled(originals)].map((batch) =>
    unstackImages(batch).slice(0, columns),
  );
  const [, height, width] = originals.shape.map((size) => size / reduction);
  const rowLabels = ['original', 'reconstruction', `${width} x ${height} pixels`];
  await writeImage(join(folder, runFiles.samples), imageGrid(rows, { scale: 2, rowLabels }));
}

/** Writes `autoencoder.onnx`, for images of any size that is a multiple of 8. */
export async function writeModel(folder: string, channels: number, state: AutoencoderState): Promise<void> {
  const network: Graph = autoencoder({ inputChannels: channels });
  const model = toOnnx(network, { parameters: judgedParameters(state), statistics: {} }, { taps: ['code'] });
  await writeResult(join(folder, runFiles.model), writeOnnx(model));
}
