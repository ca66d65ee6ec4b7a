/** One attempt at a download: asks for what is missing of a file and appends it. */

import { open, stat } from 'node:fs/promises';
import type { DownloadOptions } from './options.js';
import { assertModel, refuse, statusError, webPage } from './refusals.js';
import { stallGuard } from './stall-guard.js';

/** What a server said of its file, so that only the rest of the same one is asked for. */
export interface Validator {
  etag?: string;
}

/**
 * Downloads what is missing of `part`; from the start, if the server has no ranges or another file by now.
 *
 * @param bytes what the whole file has, where that is known.
 * @throws DiopterError `invalid-data` or `file-not-found` for an answer that asking again would not change; any other error for what may
 * pass.
 */
export async function receive(
  url: string,
  part: string,
  bytes: number | undefined,
  validator: Validator,
  { onProgress, signal, stallTimeout = 30_000 }: DownloadOptions,
): Promise<void> {
  const here = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  if (here === bytes) return;
  const guard = stallGuard(stallTimeout, signal);
  try {
    const response = await fetch(url, { headers: headersFor(here, validator), signal: guard.signal });
    const { start, total } = await extentOf(response, here, url);
    const etag = response.headers.get('etag');
    // A weak validator does not promise the same bytes.
    if (etag !== null && !etag.startsWith('W/')) validator.etag = etag;
    const begun = performance.now();
    const file = await open(part, start > 0 ? 'r+' : 'w');
    try {
      let received = start;
      for await (const chunk of response.body ?? []) {
        guard.alive();
        if (received === 0) assertModel(chunk, url);
        if (bytes !== undefined && (total ?? received + chunk.length) > bytes) {
          throw refuse(url, `the file there has ${total ?? `more than ${bytes}`} bytes instead of ${bytes}`);
        }
        await file.write(chunk, 0, chunk.length, received);
        received += chunk.length;
        const bytesPerSecond = (1000 * (received - start)) / (performance.now() - begun);
        onProgress?.({ received, bytesPerSecond, ...(total !== undefined && { total }) });
      }
      if (received < (total ?? 0))
        throw new Error(`the connection ended after ${received} of ${total} bytes`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw guard.signal.aborted ? guard.signal.reason : error;
  } finally {
    guard.end();
  }
}

/** Compressed bytes could not be counted or continued. */
function headersFor(here: number, { etag }: Validator): Record<string, string> {
  const rest = { range: `bytes=${here}-`, ...(etag !== undefined && { 'if-range': etag }) };
  return { 'accept-encoding': 'identity', ...(here > 0 && rest) };
}

/** Where the bytes of an answer begin in the file, and how many that has in all. */
async function extentOf(
  response: Response,
  here: number,
  url: string,
): Promise<{ start: number; total?: number }> {
  const { status, headers } = response;
  const length = headers.get('content-length');
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
  const isPage = /\bhtml\b/.test(headers.get('content-type') ?? '');
  if (status === 206 && Number(range?.[1]) === here) return { start: here, total: Number(range![2]) };
  if (status === 200 && !isPage) return { start: 0, ...(length !== null && { total: Number(length) }) };
  await response.body?.cancel();
  throw status === 200 ? refuse(url, webPage) : statusError(url, response);
}
