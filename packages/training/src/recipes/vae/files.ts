/** What a run of the variational autoencoder leaves for people and programs. */

import { join } from 'node:path';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { writeCodec } from '../../codec/index.js';
import type { Pictures } from '../frame/index.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import { writePictureRows, writePictureSquare } from '../picture-rows.js';
import type { VaeOptions } from './description.js';
import { type PictureShape, vaeNetwork } from './network.js';

/** The files of a run, in its folder. */
export const vaeFiles = {
  samples: { path: 'samples.png', about: 'originals above reconstructions' },
  priorSamples: { path: 'prior-samples.png', about: 'images of codes that were drawn from the prior' },
  encoder: {
    path: 'encoder.onnx',
    about: "the encoder: an image's mean code, and the variance of its codes",
  },
  decoder: {
    path: 'decoder.onnx',
    about: "the decoder, for 'diopter sample' and everything else that runs ONNX",
  },
} as const;

/** Writes `samples.png` and `prior-samples.png`. */
export async function writePictures(
  folder: string,
  originals: HostTensor<'float32'>,
  { images, samples }: Pictures,
): Promise<void> {
  const rows = { original: originals, reconstruction: images! };
  await writePictureRows(join(folder, vaeFiles.samples.path), rows);
  await writePictureSquare(join(folder, vaeFiles.priorSamples.path), samples!);
}

/** Writes the two networks as a codec whose codes are means. */
export async function writeNetworks(
  folder: string,
  options: VaeOptions,
  picture: PictureShape,
  parameters: TrainedParameters,
): Promise<void> {
  const { encoder, decoder, codeShape } = vaeNetwork(options, picture);
  // A map of codes has one size, as what is drawn from the prior has to know.
  const inputShape = [null, ...codeShape];
  await writeCodec(
    folder,
    {
      kind: 'vae',
      channels: picture.channels,
      size: { fixed: picture.size },
      encoder: { preprocessing: {}, code: 'mean' },
      decoder: { preprocessing: {} },
      prior: 'standard-normal',
    },
    { encoder: networkFile(encoder, parameters), decoder: networkFile(decoder, parameters, { inputShape }) },
  );
}
