/** Codecs whose mistakes are known: each halves pictures and enlarges them again by a filter of its own. */

import { averagePool, conv2dTranspose, identity, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type CodecDescription, writeCodec } from '../../codec/index.js';

const description: CodecDescription = {
  kind: 'test',
  channels: 3,
  size: { multiple: 2 },
  encoder: { preprocessing: {}, code: 'code' },
  decoder: { preprocessing: {} },
};

/** Factors of the four pixels that each half-size pixel becomes. */
export const filters = {
  /** Squares of equal pixels. */
  blocks: [1, 1, 1, 1],
  /** A checkerboard over everything. */
  checkered: [1.3, 0.7, 0.7, 1.3],
} as const;

const image = [null, null, null, 3] as const;
const none = { parameters: {}, statistics: {} };

/** A codec that halves, and enlarges by a filter. */
export async function writeHalving(
  folder: string,
  filter: readonly number[],
  more: Partial<CodecDescription> = {},
) {
  const encoder = sequential(image, { code: averagePool() });
  const decoder = sequential(image, {
    output: conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2, bias: false }),
  });
  const data = Float32Array.from({ length: 2 * 2 * 3 * 3 }, (_, i) => {
    const [to, from] = [Math.floor(i / 3) % 3, i % 3];
    return to === from ? filter[Math.floor(i / 9)]! : 0;
  });
  const weights: HostTensor<'float32'> = { shape: [2, 2, 3, 3], dtype: 'float32', data };
  await writeCodec(
    folder,
    { ...description, ...more },
    {
      encoder: writeOnnx(toOnnx(encoder, none)),
      decoder: writeOnnx(toOnnx(decoder, { parameters: { output: { filter: weights } }, statistics: {} })),
    },
  );
}

/** A codec that changes nothing. */
export async function writePerfect(folder: string) {
  const bytes = writeOnnx(toOnnx(sequential(image, { code: identity() }), none));
  await writeCodec(folder, description, { encoder: bytes, decoder: bytes });
}
