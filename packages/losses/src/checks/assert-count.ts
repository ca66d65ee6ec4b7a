/** How many of something there are to be. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** @throws DiopterError `invalid-argument` unless `count` is a whole number of at least `atLeast`. */
export function assertCount(count: number, where: string, atLeast = 1): void {
  if (Number.isSafeInteger(count) && count >= atLeast) return;
  throw new DiopterError('invalid-argument', {
    what: `${count} is not a whole number of at least ${atLeast}`,
    where,
  });
}
