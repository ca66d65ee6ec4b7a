/** Errors of the file system as errors that name the file. */

import { DiopterError, type ErrorCode } from '@diopter/core-tensor/errors';

/**
 * Waits for a file to be read.
 *
 * @throws DiopterError `file-not-found`, naming the path; a DiopterError of the work itself is passed on.
 */
export function reading<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch(named('file-not-found', 'the file or folder cannot be read', path));
}

/**
 * Waits for a file to be written.
 *
 * @throws DiopterError `file-write`, naming the path; a DiopterError of the work itself is passed on.
 */
export function writing<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch(named('file-write', 'the file or folder cannot be written', path));
}

function named(code: ErrorCode, what: string, path: string): (cause: Error) => never {
  return (cause) => {
    if (cause instanceof DiopterError) throw cause;
    throw new DiopterError(code, { what: `${what}: ${cause.message}`, where: path, cause });
  };
}

/**
 * Does something with the content of a file: errors name the file.
 *
 * @throws DiopterError as the work, with the path before its place.
 */
export async function inFile<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DiopterError)) throw cause;
    const { code, what, where, help } = cause;
    throw new DiopterError(code, {
      what,
      where: where === undefined ? path : `${path}, ${where}`,
      ...(help !== undefined && { help }),
      cause,
    });
  }
}
