/** A run kept in a folder: `metrics.jsonl` and `checkpoints/`. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type MetricsFile, openMetricsFile } from '../../reports/index.js';
import { addCheckpoint, newestCheckpoint, removeUnfinished, savedSteps } from './checkpoint-folder.js';
import { assertSameConfiguration, type Configuration } from './configuration.js';
import type { Best, Journal } from './journal.js';

/** How {@link runFolder} keeps a run. */
export interface RunFolderOptions {
  /**
   * What to do if the folder holds a run already: `'refuse'` it, `'resume'` after its newest whole checkpoint (from the
   * start if there is none), or `'replace'` it.
   */
  readonly existing?: 'refuse' | 'resume' | 'replace';
  /** How many of the newest checkpoints are kept, beside the best. */
  readonly keep?: number;
  /** What must be the same when the run goes on: everything that its numbers depend on. */
  readonly configuration?: Configuration;
  /** Is told about checkpoints that are damaged and passed over. */
  readonly onDamaged?: (error: DiopterError) => void;
}

/**
 * The journal of a run in `folder`. The newest checkpoints are `checkpoints/step-N.safetensors`; the newest is
 * `last.safetensors` too, the one with the best validation `best.safetensors`. Metrics up to a checkpoint are on the disk
 * before the checkpoint is, so that what is resumed never lacks any.
 *
 * @throws DiopterError from `open`: `invalid-option` if there is a run already and nobody said what to do about it;
 * `checkpoint-mismatch` if it had another configuration; `file-write`.
 */
export function runFolder(
  folder: string,
  { existing = 'refuse', keep = 2, configuration = {}, onDamaged = () => {} }: RunFolderOptions = {},
): Journal {
  const checkpoints = join(folder, 'checkpoints');
  let metrics: MetricsFile;
  let saving = Promise.resolve();

  const open: Journal['open'] = async () => {
    if (existing === 'replace') await rm(checkpoints, { recursive: true, force: true });
    if (existing === 'refuse') await assertNew(folder, checkpoints);
    await removeUnfinished(checkpoints);
    const found = await newestCheckpoint(checkpoints, onDamaged);
    metrics = await openMetricsFile(join(folder, 'metrics.jsonl'), {
      // What is judged before the first step has step 0: without a checkpoint nothing is kept.
      ...(found && { after: found.step }),
    });
    if (found === undefined) return undefined;
    const { best, configuration: saved } = parseMetadata(found.checkpoint.metadata);
    assertSameConfiguration(saved, configuration, checkpoints);
    return { step: found.step, best, state: found.checkpoint };
  };

  const save: Journal['save'] = ({ step, best, state }, isBest) => {
    const names = isBest ? (['last', 'best'] as const) : (['last'] as const);
    const metadata = formatMetadata({ best, configuration });
    saving = saving.then(async () => {
      await metrics.flush();
      await addCheckpoint(checkpoints, step, state, { keep, names, metadata });
    });
    return saving;
  };

  return {
    open,
    record: async (row) => metrics.append(row),
    save,
    close: async () => {
      await saving;
      await metrics.flush();
      await metrics.close();
    },
  };
}

async function assertNew(folder: string, checkpoints: string): Promise<void> {
  if ((await savedSteps(checkpoints)).length === 0) return;
  throw new DiopterError('invalid-option', {
    what: 'the folder holds the checkpoints of a run already',
    where: folder,
    help: 'resume that run, replace it, or choose another name',
  });
}

/** What is kept in a checkpoint beside the state. */
interface Metadata {
  readonly best: Best | undefined;
  readonly configuration: Configuration;
}

function formatMetadata({ best, configuration }: Metadata): Record<string, string> {
  return { run: JSON.stringify({ best, configuration }) };
}

function parseMetadata(metadata: Readonly<Record<string, string>>): Metadata {
  return JSON.parse(metadata.run ?? '{"configuration":{}}') as Metadata;
}
