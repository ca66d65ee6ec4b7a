/** Fetching external data from the folder of a model, and from nowhere else. */
import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { ExternalDataLoader } from './external-data.js';
import { invalidOnnx } from './invalid-onnx.js';

/** A loader for the model file at `modelPath`. */
export function externalFiles(modelPath: string): ExternalDataLoader {
  const folder = realpathSync(dirname(modelPath));
  return ({ location, offset, length }, where) => {
    const path = locate(folder, location, where);
    const file = openSync(path, 'r');
    try {
      const status = fstatSync(file);
      if (!status.isFile()) throw invalidOnnx(`'${location}' is not a file`, where);
      if (offset + length > status.size) {
        throw invalidOnnx(
          `'${location}' has ${status.size} bytes, the constant is at ${offset} to ${offset + length}`,
          where,
        );
      }
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const count = readSync(file, bytes, done, length - done, offset + done);
        if (count === 0) throw invalidOnnx(`'${location}' became shorter while it was read`, where);
        done += count;
      }
      return bytes;
    } finally {
      closeSync(file);
    }
  };
}

/** The real path of an external file. Symbolic links are followed first: they must not lead out of the folder either. */
function locate(folder: string, location: string, where: string): string {
  if (isAbsolute(location) || location.includes('\0')) throw outside(location, where);
  let path: string;
  try {
    path = realpathSync(join(folder, location));
  } catch {
    throw invalidOnnx(`there is no file '${location}' beside the model`, where);
  }
  const inside = relative(folder, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw outside(location, where);
  return path;
}

function outside(location: string, where: string) {
  return invalidOnnx(`'${location}' is not in the model's folder`, where, 'only files below it are read');
}
