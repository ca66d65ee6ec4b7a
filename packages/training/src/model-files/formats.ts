/** The formats of model files by the ending of their names, and the paths that mean such a file. */

import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { checkpointFormat } from './checkpoint-format.js';
import type { ModelFormat } from './format.js';
import { onnxFormat } from './onnx-format.js';

const formats: Readonly<Record<string, ModelFormat>> = {
  '.onnx': onnxFormat,
  '.safetensors': checkpointFormat,
};

/** The network of a run, in its folder. */
const networkOfRun = 'network.onnx';

/**
 * The format of a file.
 *
 * @throws DiopterError `invalid-option` for a name with another ending.
 */
export function formatOf(path: string): ModelFormat {
  const format = formats[extname(path).toLowerCase()];
  if (format !== undefined) return format;
  throw new DiopterError('invalid-option', {
    what: 'it is not known how this file holds a network',
    where: path,
    help: `files of networks end in ${Object.keys(formats).join(' or ')}`,
  });
}

/**
 * The file that a path means: of the folder of a run its `network.onnx`.
 *
 * @throws DiopterError `file-not-found` for a folder without one, naming the networks that are there.
 */
export async function modelPath(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return path;
  const files = await readdir(path);
  if (files.includes(networkOfRun)) return join(path, networkOfRun);
  const networks = files.filter((file) => file.endsWith('.onnx')).map((file) => join(path, file));
  throw new DiopterError('file-not-found', {
    what: `there is no ${networkOfRun} in the folder`,
    where: path,
    help: networks.length > 0 ? `name one of its networks: ${networks.join(', ')}` : 'name a file',
  });
}
