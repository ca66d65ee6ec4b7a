/** The journal of a run of the autoencoder: that of a run folder, with the files that show what has been learnt. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { Journal } from '../../loop/index.js';
import type { AutoencoderServices } from './job.js';
import type { AutoencoderState } from './run.js';

/** What is to be written beside metrics and checkpoints. */
export interface RunExports {
  /** Once the folder is known to be ours. */
  opened(): Promise<void>;
  /** For each state that is the best so far. */
  improved(state: AutoencoderState, reconstructions: HostTensor<'float32'>): Promise<void>;
}

/**
 * Files of the best state are written before its checkpoint: a run that is killed in between goes back and writes them again,
 * so that they never lag behind the checkpoint.
 */
export function runJournal(
  journal: Journal,
  { opened, improved }: RunExports,
): Pick<AutoencoderServices, 'journal' | 'gallery'> {
  let shown: { readonly step: number; readonly reconstructions: HostTensor<'float32'> } | undefined;
  return {
    gallery: {
      show: async (step, reconstructions) => {
        shown = { step, reconstructions };
      },
    },
    journal: {
      ...journal,
      open: async () => {
        const saved = await journal.open();
        await opened();
        return saved;
      },
      save: async (saved, isBest) => {
        if (isBest && shown?.step === saved.step) {
          await improved(saved.state as AutoencoderState, shown.reconstructions);
        }
        await journal.save(saved, isBest);
      },
    },
  };
}
