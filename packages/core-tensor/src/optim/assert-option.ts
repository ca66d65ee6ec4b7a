/** The check of an optimizer's, schedule's or average's numeric option. */

import { DiopterError } from '../errors/index.js';

/** @throws DiopterError `invalid-argument` unless `accepted`, naming the option, its value and what it should be. */
export function assertOption(
  accepted: boolean,
  where: string,
  option: string,
  value: number,
  range: string,
): void {
  if (accepted) return;
  throw new DiopterError('invalid-argument', { what: `${option} is ${value}, not ${range}`, where });
}
