/** The options a run was started with, kept with its checkpoints, so that it goes on with no others. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Options by name: plain data, what JSON can hold. */
export type Configuration = Readonly<Record<string, unknown>>;

/**
 * Returns if two configurations say the same.
 *
 * @param where the checkpoint that has the `saved` one.
 * @throws DiopterError `checkpoint-mismatch`, naming the options that differ.
 */
export function assertSameConfiguration(saved: Configuration, current: Configuration, where: string): void {
  const names = [...new Set([...Object.keys(saved), ...Object.keys(current)])];
  const differences = names
    .map((name) => ({ name, before: JSON.stringify(saved[name]), now: JSON.stringify(current[name]) }))
    .filter(({ before, now }) => before !== now);
  if (differences.length === 0) return;
  throw new DiopterError('checkpoint-mismatch', {
    what: `the run was started with other options: ${differences
      .map(({ name, before, now }) => `${name} was ${before}, now it is ${now}`)
      .join('; ')}`,
    where,
    help: 'resume with the options of before, or start a run of another name',
  });
}
