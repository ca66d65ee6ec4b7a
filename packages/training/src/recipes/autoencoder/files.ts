/** What a run of the autoencoder leaves for people and programs. */

import { join } from 'node:path';
import { type Graph, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import { autoencoder, autoencoderParts } from '@diopter/models';
import { writeCodec } from '../../codec/index.js';
import { writeResult } from '../../files/write-result.js';
import { imageGrid, unstackImages, writeImage } from '../../images/index.js';
import { downsampled, reduction } from '../downsample.js';

/** The files of a run, in its folder. */
export const autoencoderFiles = {
  samples: { path: 'samples.png', about: 'originals above reconstructions' },
  model: {
    path: 'autoencoder.onnx',
    about: "the network, for 'diopter reconstruct' and everything else that runs ONNX",
  },
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
  await writeImage(join(folder, autoencoderFiles.samples.path), imageGrid(rows, { scale: 2, rowLabels }));
}

/** Writes `autoencoder.onnx`, for images of any size that is a multiple of 8, and its two halves as a codec. */
export async function writeModels(
  folder: string,
  channels: 1 | 3,
  parameters: Readonly<Record<string, Tree<HostTensor>>>,
): Promise<void> {
  const onnx = (network: Graph, taps: readonly string[] = []) => {
    const own = Object.fromEntries(Object.keys(network.nodes).map((name) => [name, parameters[name] ?? {}]));
    const variables = { parameters: own as Record<string, Record<string, HostTensor>>, statistics: {} };
    return writeOnnx(toOnnx(network, variables, { taps }));
  };
  const whole = autoencoder({ inputChannels: channels });
  await writeResult(join(folder, autoencoderFiles.model.path), onnx(whole, ['code']));
  const { encoder, decoder } = autoencoderParts({ inputChannels: channels });
  await writeCodec(
    folder,
    {
      kind: 'autoencoder',
      channels,
      size: { multiple: reduction },
      encoder: { preprocessing: {}, code: 'code' },
      decoder: { preprocessing: {} },
    },
    { encoder: onnx(encoder), decoder: onnx(decoder) },
  );
}
