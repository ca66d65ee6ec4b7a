/** Files of networks that can be asked what they compute. */

import type { ModelInputs, ModelOutputs } from '@diopter/net2net';
import { formatOf, modelPath } from './formats.js';
import type { StoredModel } from './stored-model.js';

/** A file that is there, or could be written. */
export interface OpenModel {
  readonly file: string;
  readonly stored: StoredModel;
  readonly bytes: Uint8Array;
  /** What the bytes compute, in single precision: an ONNX file in a session of ONNX Runtime of its own. Images are NHWC. */
  readonly compute: (inputs: ModelInputs) => Promise<ModelOutputs>;
}

/**
 * Opens a file.
 *
 * @throws DiopterError as `readModel`.
 */
export async function openModel(path: string): Promise<OpenModel> {
  const file = await modelPath(path);
  const format = formatOf(file);
  const stored = await format.read(file);
  const bytes = await format.bytes(file);
  return { file, stored, bytes, compute: (inputs) => format.compute(bytes, stored, inputs) };
}

/**
 * The file that would be written, which nobody has to write.
 *
 * @throws DiopterError as `encodeModel`.
 */
export function encodedModel(file: string, stored: StoredModel): OpenModel {
  const format = formatOf(file);
  const bytes = format.encode(stored);
  return { file, stored, bytes, compute: (inputs) => format.compute(bytes, stored, inputs) };
}
