/** What a run of the autoencoder leaves for people and programs. */

import { join } from 'node:path';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { autoencoder, autoencoderParts } from '@diopter/models';
import { writeCodec } from '../../codec/index.js';
import { writeResult } from '../../files/write-result.js';
import { downsampled, reduction } from '../downsample.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import { writePictureRows } from '../picture-rows.js';

/** The files of a run, in its folder. */
export const autoencoderFiles = {
  samples: { path: 'samples.png', about: 'originals above reconstructions' },
  model: {
    path: 'autoencoder.onnx',
    about: "the network, for 'diopter reconstruct' and everything else that runs ONNX",
  },
} as const;

/** Writes `samples.png`: originals, reconstructions below them, and below those what a downsample keeps. */
export async function writeSamples(
  folder: string,
  originals: HostTensor<'float32'>,
  reconstructions: HostTensor<'float32'>,
): Promise<void> {
  const [, height, width] = originals.shape.map((size) => size / reduction);
  await writePictureRows(join(folder, autoencoderFiles.samples.path), {
    original: originals,
    reconstruction: reconstructions,
    [`${width} x ${height} pixels`]: downsampled(originals),
  });
}

/** Writes `autoencoder.onnx`, for images of any size that is a multiple of 8, and its two halves as a codec. */
export async function writeModels(
  folder: string,
  channels: 1 | 3,
  parameters: TrainedParameters,
): Promise<void> {
  const whole = networkFile(autoencoder({ inputChannels: channels }), parameters, { taps: ['code'] });
  await writeResult(join(folder, autoencoderFiles.model.path), whole);
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
    { encoder: networkFile(encoder, parameters), decoder: networkFile(decoder, parameters) },
  );
}
