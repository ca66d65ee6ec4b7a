/** Loading a checkpoint file. */
import { DiopterError } from '../errors/index.js';
import type { Checkpoint } from './checkpoint.js';
import { decodeCheckpoint } from './decode-checkpoint.js';
import { readWholeFile } from './read-file.node.js';

/**
 * The checkpoint in a safetensors file, see {@link decodeCheckpoint}. `restoreTree` puts it back into a tree.
 *
 * @throws `file-not-found`, and `invalid-checkpoint` when the file is damaged, naming it.
 */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readWholeFile(path);
  try {
    return decodeCheckpoint(bytes);
  } catch (cause) {
    if (!(cause instanceof DiopterError)) throw cause;
    const { code, what, where, help } = cause;
    throw new DiopterError(code, {
      what,
      where: `${path}, ${where}`,
      ...(help === undefined ? {} : { help }),
      cause,
    });
  }
}
