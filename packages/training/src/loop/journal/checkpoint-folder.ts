/** The checkpoints of a run: one file per saved step, and names for the last and the best. */

import { copyFile, link, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { writing } from '../../files/file-errors.js';
import { makeFolder } from '../../files/write-result.js';

/** A checkpoint and the step it was saved after. */
export interface FoundCheckpoint {
  readonly step: number;
  readonly checkpoint: Checkpoint;
}

const filePattern = /^step-(\d+)\.safetensors$/;

/** The path of the checkpoint after a step. */
export function checkpointPath(folder: string, step: number): string {
  return join(folder, `step-${String(step).padStart(8, '0')}.safetensors`);
}

/** The steps that have a checkpoint in the folder, the latest first; none if there is no folder. */
export async function savedSteps(folder: string): Promise<number[]> {
  const files = await readdir(folder).catch(() => []);
  const steps = files.flatMap((file) => filePattern.exec(file)?.[1] ?? []).map(Number);
  return steps.sort((a, b) => b - a);
}

/** Removes what a process that was killed while it wrote has left. Call it while nobody writes. */
export async function removeUnfinished(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  const unfinished = files.filter((file) => file.endsWith('.tmp'));
  await Promise.all(unfinished.map((file) => rm(join(folder, file), { force: true })));
}

/**
 * The latest checkpoint that is whole; `undefined` if there are no checkpoints.
 *
 * @param onDamaged is told about each later one that is not whole.
 * @throws DiopterError `invalid-checkpoint` if there are checkpoints, but none is whole.
 */
export async function newestCheckpoint(
  folder: string,
  onDamaged: (error: DiopterError) => void,
): Promise<FoundCheckpoint | undefined> {
  let damaged: DiopterError | undefined;
  for (const step of await savedSteps(folder)) {
    try {
      return { step, checkpoint: await loadCheckpoint(checkpointPath(folder, step)) };
    } catch (error) {
      if (!(error instanceof DiopterError)) throw error;
      onDamaged(error);
      damaged = error;
    }
  }
  if (damaged !== undefined) throw damaged;
  return undefined;
}

/** Names that the checkpoint of a step gets beside its own. */
export type CheckpointName = 'last' | 'best';

/** Saves a tree as the checkpoint of a step, gives it names, and removes all but the latest `keep` of those before. */
export async function addCheckpoint(
  folder: string,
  step: number,
  tree: unknown,
  {
    keep,
    names,
    metadata,
  }: { keep: number; names: readonly CheckpointName[]; metadata: Record<string, string> },
): Promise<void> {
  await makeFolder(folder);
  const path = checkpointPath(folder, step);
  await saveCheckpoint(path, tree, metadata);
  for (const name of names) {
    const second = join(folder, `${name}.safetensors`);
    await writing(second, linkAtomically(path, second));
  }
  const superfluous = (await savedSteps(folder)).filter((other) => other <= step).slice(keep);
  await Promise.all(superfluous.map((other) => rm(checkpointPath(folder, other), { force: true })));
}

/** Another name for a file, in place of what had that name before; a copy where the file system has no links. */
async function linkAtomically(path: string, name: string): Promise<void> {
  const temporary = `${name}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  await link(path, temporary).catch(() => copyFile(path, temporary));
  await rename(temporary, name);
  // Where both were names of one file already, renaming does nothing and leaves the temporary name.
  await rm(temporary, { force: true });
}
