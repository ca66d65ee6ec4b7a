/** Saving a tree as a checkpoint file. */
import { encodeCheckpoint } from './encode-checkpoint.js';
import { writeFileAtomic } from './write-file-atomic.node.js';

/**
 * Saves a tree as a safetensors file that `loadCheckpoint` and other programs read: see {@link encodeCheckpoint} for
 * what it may hold. The tree is copied before this function returns, so training may go on while the file is written;
 * the promise settles when it is safely on the disk. On failure an older file of that name stays as it was.
 *
 * @throws `file-write`, and what {@link encodeCheckpoint} throws.
 * @example
 * await saveCheckpoint('runs/first/last.safetensors', state, { step: '1200' });
 */
export async function saveCheckpoint(
  path: string,
  tree: unknown,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  await writeFileAtomic(path, encodeCheckpoint(tree, metadata));
}
