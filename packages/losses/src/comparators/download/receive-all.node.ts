/** Attempts at a download until the file is whole, waiting longer after each that brings nothing. */

import { setTimeout as wait } from 'node:timers/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { failure, mayPass, reasonOf } from './failures.js';
import type { DownloadOptions } from './options.js';
import { receive, type Validator } from './receive.node.js';

/**
 * Downloads what is missing of `part`.
 *
 * @param bytes what the whole file has, where that is known.
 * @throws DiopterError what happened in the last attempt; what has come stays. If `options.signal` fires, its reason.
 */
export async function receiveAll(
  url: string,
  part: string,
  bytes: number | undefined,
  options: DownloadOptions,
): Promise<void> {
  const { attempts = 5, backOff = 1000, signal, onProgress, onRetry } = options;
  const validator: Validator = {};
  let farthest = 0;
  let failures = 0;
  const watched: DownloadOptions = {
    ...options,
    onProgress: (progress) => {
      if (progress.received > farthest) failures = 0;
      farthest = Math.max(farthest, progress.received);
      onProgress?.(progress);
    },
  };
  for (;;) {
    try {
      return await receive(url, part, bytes, validator, watched);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof DiopterError) throw error;
      failures += 1;
      if (!mayPass(error as Error) || failures >= attempts) throw failure(error as Error, url);
      onRetry?.(reasonOf(error as Error));
      await wait(backOff * 2 ** (failures - 1), undefined, signal && { signal });
    }
  }
}
