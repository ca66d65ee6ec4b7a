/** The journal of a run: that of its folder, with the files that show what has been learnt. */

import type { Journal } from '../../loop/index.js';
import type { Improvement, TrainingServices } from './job.js';

/** What is to be written beside metrics and checkpoints. */
export interface RunExports {
  /** Once the folder is known to be ours. */
  opened(): Promise<void>;
  /** For each state that is the best so far. */
  improved(improvement: Improvement): Promise<void>;
}

/**
 * Files of the best state are written before its checkpoint: a run that is killed in between goes back and writes them again,
 * so that they never lag behind the checkpoint.
 */
export function recipeJournal(
  journal: Journal,
  { opened, improved }: RunExports,
): Pick<TrainingServices, 'journal' | 'gallery'> {
  let shown: Improvement | undefined;
  return {
    gallery: {
      show: async (improvement) => {
        shown = improvement;
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
        if (isBest && shown?.step === saved.step) await improved(shown);
        await journal.save(saved, isBest);
      },
    },
  };
}
