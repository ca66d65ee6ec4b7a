/** Errors across threads: their class would be lost on the way. */

import { DiopterError, type DiopterErrorOptions, type ErrorCode } from '@diopter/core-tensor/errors';
import type { SentError } from './protocol.js';

/** The error as plain data. */
export function packError(error: unknown): SentError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  const sent = { message, ...(stack !== undefined && { stack }) };
  return error instanceof DiopterError ? { ...sent, parts: partsOf(error) } : sent;
}

function partsOf({ code, what, where, help }: DiopterError): NonNullable<SentError['parts']> {
  return { code, what, ...(where !== undefined && { where }), ...(help !== undefined && { help }) };
}

/** The error again, with the stack of the thread it comes from. */
export function unpackError({ message, stack, parts }: SentError): Error {
  const error =
    parts === undefined
      ? new Error(message)
      : new DiopterError(parts.code as ErrorCode, parts satisfies DiopterErrorOptions);
  if (stack !== undefined) error.stack = stack;
  return error;
}
