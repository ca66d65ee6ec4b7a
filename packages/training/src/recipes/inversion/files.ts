/** What a run of inversion leaves for people and programs. */

import { join } from 'node:path';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import { type CodecDescription, writeCodec } from '../../codec/index.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import { writePictureRows } from '../picture-rows.js';
import type { InversionOptions } from './description.js';
import { generatorKinds, type InvertedFeatures } from './generators.js';

/** The files of a run, in its folder. */
export const inversionFiles = {
  samples: { path: 'samples.png', about: 'originals above what was made of their features' },
  encoder: { path: 'encoder.onnx', about: 'the network that is inverted, up to its layer' },
  decoder: { path: 'decoder.onnx', about: 'from its features to pictures' },
} as const;

/** Writes `samples.png`. */
export async function writeSamples(
  folder: string,
  originals: HostTensor<'float32'>,
  made: HostTensor<'float32'>,
): Promise<void> {
  await writePictureRows(join(folder, inversionFiles.samples.path), { original: originals, inverted: made });
}

/** The network that is inverted, up to its layer. */
export interface InvertedEncoder {
  readonly description: CodecDescription['encoder'];
  readonly file: Uint8Array;
}

/** Cuts the network after its layer. */
export function encoderOf({ bytes, description }: ComparatorFile, layer: string): InvertedEncoder {
  const { model, values, preprocessing } = readComparator(bytes, { ...description, taps: [layer] });
  return { file: writeOnnx(model), description: { preprocessing, code: values[layer]! } };
}

/** What {@link writeNetworks} writes. */
export interface InversionNetworks {
  readonly generator: InversionOptions['generator'];
  readonly channels: 1 | 3;
  readonly encoder: InvertedEncoder;
  readonly features: InvertedFeatures;
  readonly parameters: TrainedParameters;
}

/** Writes the inverted network and the generator as a codec. */
export async function writeNetworks(
  folder: string,
  { generator, channels, encoder, features, parameters }: InversionNetworks,
): Promise<void> {
  const { size, network } = generatorKinds[generator];
  const decoder = networkFile(network(features, { size, channels }), parameters);
  await writeCodec(
    folder,
    {
      kind: 'inversion',
      channels,
      size: { fixed: size },
      encoder: encoder.description,
      decoder: { preprocessing: {} },
    },
    { encoder: encoder.file, decoder },
  );
}
