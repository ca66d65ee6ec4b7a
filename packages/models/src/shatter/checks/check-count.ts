/** The check of options that count something. */

import { DiopterError } from '@diopter/core-tensor/errors';

/**
 * Checks a number of things, at least `least`.
 *
 * @throws DiopterError `invalid-argument`.
 */
export function checkCount(count: number, name: string, where: string, least = 1): void {
  if (Number.isInteger(count) && count >= least) return;
  throw new DiopterError('invalid-argument', {
    what: `${name} is ${count}`,
    where,
    help: `a whole number from ${least}`,
  });
}
