/** Reading an ONNX file and the constants that it keeps in files beside it. */
import { readFile } from 'node:fs/promises';
import { DiopterError } from '../errors/index.js';
import { externalFiles } from './external-files.node.js';
import type { OnnxModel } from './model.js';
import { readOnnx } from './read-onnx.js';

/**
 * The model in an ONNX file. Constants in other files are read too, if they lie in the model's folder or below it.
 *
 * @throws `file-not-found` when there is no such file, otherwise as `readOnnx` does.
 * @example
 * const model = await readOnnxFile('models/squeezenet1.1.onnx');
 */
export async function readOnnxFile(path: string): Promise<OnnxModel> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new DiopterError('file-not-found', {
      what: `cannot be read: ${cause.message}`,
      where: path,
      cause,
    });
  });
  return readOnnx(bytes, { externalData: externalFiles(path) });
}
