/** Answers of a server that are not the file, and what they are. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** An answer that is not the file, and will not be if asked again. */
export function refuse(url: string, what: string): DiopterError {
  return new DiopterError('invalid-data', { what, where: url });
}

/** A status code as an error: one of ours where asking again would not help. */
export function statusError(url: string, { status, statusText }: Response): Error {
  const what = `the server answers ${status} ${statusText}`.trimEnd();
  // Too slow, too often, and mistakes of the server may pass.
  if (status === 408 || status === 429 || status >= 500) return new Error(what);
  // The server has not as much as is here already: what is here is wrong.
  return status === 416 ? refuse(url, what) : new DiopterError('file-not-found', { what, where: url });
}

/** Servers that have no file, and networks that want a login, send one. */
export const webPage = 'the server sent a web page, not a model';

/** How files start that are not models, and what they are. */
const others: readonly { readonly start: RegExp; readonly what: string }[] = [
  { start: /^\s*<(!doctype|html|\?xml)/i, what: webPage },
  {
    start: /^version https:\/\/git-lfs/,
    what: 'the server sent a git-lfs pointer, not the model: its storage may be out of bandwidth',
  },
];

/** @throws DiopterError `invalid-data` for the first bytes of a web page or of a pointer to a file elsewhere. */
export function assertModel(first: Uint8Array, url: string): void {
  const text = new TextDecoder('latin1').decode(first.subarray(0, 64));
  const other = others.find(({ start }) => start.test(text));
  if (other !== undefined) throw refuse(url, other.what);
}
