/** Reading and writing networks. */

import { writeResult } from '../files/write-result.js';
import { formatOf, modelPath } from './formats.js';
import type { StoredModel } from './stored-model.js';

/**
 * Reads a network: an `.onnx` file, a `.safetensors` checkpoint that holds its graph, or the `network.onnx` in the folder of a run.
 *
 * @throws DiopterError `file-not-found`; `invalid-onnx`, `unsupported-operator`, `invalid-checkpoint` or `checkpoint-mismatch` for what
 * cannot be read, naming the file; `invalid-option` for another kind of file.
 *
 * @example
 * const { model } = await readModel('resnet20.onnx');
 */
export async function readModel(path: string): Promise<StoredModel> {
  const file = await modelPath(path);
  return formatOf(file).read(file);
}

/**
 * Writes a network, whole or not at all, in the format that the ending of `path` tells. An `.onnx` file keeps names, open sizes and the layout
 * of what was read, but not the training's state.
 *
 * @throws DiopterError `file-write`; `invalid-option` for a name that ends neither in `.onnx` nor in `.safetensors`; as `toOnnx` and
 * `encodeCheckpoint`.
 *
 * @example
 * await writeModel('wider.onnx', { ...stored, model: wider });
 */
export async function writeModel(path: string, stored: StoredModel): Promise<void> {
  await writeResult(path, formatOf(path).encode(stored));
}
