/** What went wrong in an attempt, and whether another one may help. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** What asking again may change: our own errors about answers, and connections that broke. */
export function mayPass(error: Error & NodeJS.ErrnoException): boolean {
  if (!(error instanceof TypeError)) return error.code === undefined;
  const { code = '' } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return /^(ECONNRESET|EPIPE|ETIMEDOUT|UND_ERR_)/.test(code);
}

/** What `fetch` hides in its causes: `fetch failed` alone helps nobody. */
export function reasonOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  return `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}`;
}

/** An attempt's error for people: about the address, or about the file that cannot be written. */
export function failure(error: Error & NodeJS.ErrnoException, url: string): DiopterError {
  // Errors of fetch are TypeErrors, with the system's code in their cause.
  const isOfFiles = error.code !== undefined && !(error instanceof TypeError);
  const code = isOfFiles ? 'file-write' : 'file-not-found';
  return new DiopterError(code, { what: reasonOf(error), where: url, cause: error });
}
