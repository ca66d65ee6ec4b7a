/** Writes the two networks of a run for everything that uses trained networks. */

import { join } from 'node:path';
import { writeResult } from '../files/write-result.js';
import type { CodecDescription } from './description.js';

/** The files of a codec, in the folder of its run. */
export const codecFiles = {
  encoder: 'encoder.onnx',
  decoder: 'decoder.onnx',
  description: 'codec.json',
} as const;

/**
 * Writes `encoder.onnx`, `decoder.onnx` and `codec.json`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeCodec(
  folder: string,
  description: CodecDescription,
  { encoder, decoder }: { readonly encoder: Uint8Array; readonly decoder: Uint8Array },
): Promise<void> {
  await writeResult(join(folder, codecFiles.encoder), encoder);
  await writeResult(join(folder, codecFiles.decoder), decoder);
  await writeResult(join(folder, codecFiles.description), `${JSON.stringify(description, null, 2)}\n`);
}
