/** The range of images must be known where a formula contains it. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** @throws DiopterError `invalid-argument` unless `dataRange` is a finite number above 0. */
export function assertDataRange(dataRange: number, where: string): void {
  if (dataRange > 0 && Number.isFinite(dataRange)) return;
  throw new DiopterError('invalid-argument', {
    what: `${dataRange} is not a finite number above 0`,
    where: `${where}, option dataRange`,
  });
}
