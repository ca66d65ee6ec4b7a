/** Errors as the user sees them. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** What every error starts with. */
export const errorPrefix = 'diopter: ';

/** One line for what users can do something about; with its stack what is a mistake of ours. */
export function errorLine(error: unknown): string {
  if (error instanceof DiopterError) return errorPrefix + error.message.replaceAll(/\s*\n\s*/g, ' ');
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${errorPrefix}unexpected error, which should not happen: ${text}`;
}
