// A whole training process, to be killed: node quadratic-run.mjs FOLDER OPTIONS. Prints each step, and `done` at the end.

import { abortOnInterrupt, runFolder, runInWorker } from '@diopter/training/loop';
import { noisyQuadratic } from './noisy-quadratic.mjs';

const [folder, options] = process.argv.slice(2);
const input = JSON.parse(options);
const { interrupted } = await runInWorker(new URL('./quadratic.worker.mjs', import.meta.url), {
  input,
  services: {
    batches: { at: noisyQuadratic(input).batchAt },
    journal: runFolder(folder, { existing: 'resume', configuration: input }),
  },
  onEvent: ({ step }) => console.log(step),
  signal: abortOnInterrupt().signal,
});
console.log(interrupted ? 'interrupted' : 'done');
