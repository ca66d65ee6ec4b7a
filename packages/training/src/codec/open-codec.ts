/** Opens the networks of a run: images to codes, and codes to images. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { apply, fromOnnx, type Shape } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { readOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { comparatorFeatures, readComparator, unpreprocess } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { CodecDescription } from './description.js';
import { codecFiles } from './write-codec.js';

/** An encoder and a decoder, ready to run. */
export interface Codec {
  readonly description: CodecDescription;
  /** Of one code; null where it depends on the size of the image. */
  readonly codeShape: Shape;
  /**
   * @param images `[batch, height, width, channels]`, in [0, 1], of a size that the description allows.
   * @returns `[batch, ...]`.
   */
  encode(images: HostTensor<'float32'>): Promise<HostTensor<'float32'>>;
  /**
   * @param codes `[batch, ...]`, as `encode` gives them.
   * @returns images, clipped to [0, 1].
   */
  decode(codes: HostTensor<'float32'>): Promise<HostTensor<'float32'>>;
  release(): Promise<void>;
}

/**
 * Opens the codec of the run in `folder`.
 *
 * @throws DiopterError `file-not-found` where there is none; `invalid-data`, `invalid-onnx` for damaged files.
 *
 * @example
 * const { encode, decode, release } = await openCodec('runs/autoencoder');
 * const again = await decode(await encode(images));
 */
export async function openCodec(folder: string): Promise<Codec> {
  const description = await readDescription(folder);
  const [encoderBytes, decoderBytes] = await Promise.all([
    readPart(folder, codecFiles.encoder),
    readPart(folder, codecFiles.decoder),
  ]);
  const { code, preprocessing } = description.encoder;
  const comparator = readComparator(encoderBytes, { preprocessing, taps: [code] });
  const { graph, ...variables } = fromOnnx(readOnnx(decoderBytes));
  const encode = jit((images: tf.Tensor) => comparatorFeatures(comparator, images)[code]!);
  const decode = jit((codes: tf.Tensor) =>
    tf.clipByValue(unpreprocess(apply(graph, variables, codes).y, description.decoder.preprocessing), 0, 1),
  );
  return {
    description,
    codeShape: Object.values(graph.inputs)[0]!.slice(1),
    encode: async (images) => {
      assertSize(images.shape, description, folder);
      return (await encode(images)) as HostTensor<'float32'>;
    },
    decode: async (codes) => (await decode(codes)) as HostTensor<'float32'>,
    release: async () => void (await Promise.all([encode.release(), decode.release()])),
  };
}

async function readDescription(folder: string): Promise<CodecDescription> {
  const bytes = await readPart(folder, codecFiles.description);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as CodecDescription;
  } catch (cause) {
    const where = join(folder, codecFiles.description);
    throw new DiopterError('invalid-data', { what: 'it is no JSON object', where, cause });
  }
}

function readPart(folder: string, name: string): Promise<Uint8Array> {
  return readFile(join(folder, name)).catch((cause: Error) => {
    throw new DiopterError('file-not-found', {
      what: `there is no trained encoder and decoder: ${cause.message}`,
      where: folder,
      help: "name the folder of a run of 'diopter train autoencoder', 'train vae' or 'train inversion'",
      cause,
    });
  });
}

function assertSize(
  [, height, width, channels]: readonly (number | undefined)[],
  { size, channels: wanted }: CodecDescription,
  where: string,
): void {
  const fits = (side = 0) => ('fixed' in size ? side === size.fixed : side > 0 && side % size.multiple === 0);
  if (fits(height) && fits(width) && channels === wanted) return;
  const sizes = 'fixed' in size ? `${size.fixed} x ${size.fixed}` : `multiples of ${size.multiple}`;
  throw new DiopterError('shape-mismatch', {
    what: `it takes images of ${sizes} pixels with ${wanted} channels, not ${width} x ${height} with ${channels}`,
    where,
  });
}
